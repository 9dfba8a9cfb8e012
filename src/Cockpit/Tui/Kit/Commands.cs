namespace Cockpit.Tui.Kit;

/// <summary>What the command line finds: screens, and what can be done here, by name or by some of its letters.</summary>
internal static class Commands
{
    public sealed record Found(string Name, string Says, Place? Place, Offer? Offer, bool OfScreen = false);

    /// <summary>What Enter would do, or null.</summary>
    public static Found? Best(ShellModel model, string typed)
    {
        string word = typed.Split('/')[0].Trim().ToLowerInvariant();
        if (word.Length == 0) return null;
        if (word is "q" or "quit") return new Found("quit", "quits; what runs goes on", null, null);
        List<Found> all =
        [
            .. model.Places.Where(p => p.Make is not null).Select(p => new Found(p.Name.ToLowerInvariant(), $"goes to {p.Name}", p, null)),
            .. model.Front.Screen.Commands.Select(c => new Found(c.Name, c.Says, null, null, OfScreen: true)),
            .. model.Offers.Where(o => o.Operation is not null).Select(o => new Found(o.Operation!.Verb, o.Off is { } off ? $"is off: {off}" : o.Help, null, o)),
        ];
        return all.Find(f => f.Name == word)
            ?? all.Find(f => f.Name.StartsWith(word, StringComparison.Ordinal))
            ?? all.Find(f => HasLetters(f.Name, word));
    }

    public static ShellModel Run(ShellModel model, Commanding commanding, List<Begin> begin)
    {
        string typed = commanding.Line.Text;
        if (typed.Trim().Length == 0) return model with { Overlay = null };
        if (Best(model, typed) is not { } found)
            return model with { Overlay = commanding with { Wrong = $"Nothing here is called {typed.Trim()}. ? lists what is." } };
        model = model with { Overlay = null };
        if (found.OfScreen) return ShellUpdate.ToFront(model, new Commanded(found.Name), begin);
        if (found.Offer is { } offer) return ShellUpdate.Choose(model, offer, begin);
        if (found.Place is not { } place) return model with { Exit = 0 };
        model = ShellUpdate.GoTo(model, place.Key, begin);
        int slash = typed.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && model.Front.Screen.Filter is not null
            ? ShellUpdate.ToFront(model, new FilterTyped(typed[(slash + 1)..].Trim()), begin)
            : model;
    }

    private static bool HasLetters(string name, string letters)
    {
        int at = 0;
        foreach (char c in letters)
        {
            at = name.IndexOf(c, at) + 1;
            if (at == 0) return false;
        }
        return true;
    }
}
