using System.Collections.Immutable;
using Cockpit.Core.Policies.Explaining;

namespace Cockpit.Tui.Hosts.Why;

/// <summary>What a person supposes of a host: tags more or less, such as "+tag=legacy -tag=ring", or an expression that it may be a member of.</summary>
/// <param name="Edits">Empty where it is an expression, or nothing.</param>
/// <param name="Expression">Null where it is tags, or nothing.</param>
/// <param name="Wrong">Why it is neither; null where it is one, or nothing.</param>
public sealed record WhatIf(string Text, ImmutableArray<TagEdit> Edits, string? Expression, string? Wrong)
{
    public static WhatIf Nothing { get; } = new("", [], null, null);

    public bool IsNothing => Text.Length == 0;

    public static WhatIf Read(string typed)
    {
        string text = typed.Trim();
        if (text.Length == 0) return Nothing;
        if (text[0] is not ('+' or '-')) return new WhatIf(text, [], text, null);
        var edits = ImmutableArray.CreateBuilder<TagEdit>();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word[0] is not ('+' or '-') || TagEdit.Parse(word[0] == '+', word[1..]) is not { } edit)
                return new WhatIf(text, [], null, $"\"{word}\" is no tag; expected +tag=KEY, +tag=KEY=VALUE or -tag=KEY.");
            edits.Add(edit);
        }
        return new WhatIf(text, edits.ToImmutable(), null, null);
    }
}
