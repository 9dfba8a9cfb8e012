using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.HostKeys;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Hosts;

/// <summary>Trusting the key of a host from its page: it is looked at first, shown beside the old one, and trusted by a word of its own.</summary>
internal static class HostKeyWork
{
    /// <summary>Asks the host for its key; nothing is written and nobody logs in.</summary>
    public static Work Look(string name) => new("host key", c => new HostKeyRead(ShowHostKey.Run(c.Session, name, c.Cancellation)), Long: true);

    public static Work Trust(string name, string fingerprint) => new("trust", c =>
    {
        HostKeyView view = TrustHostKey.Run(c.Session, name, fingerprint, c.Cancellation);
        return new Told($"{view.Host}: {view.Fingerprint} is trusted, in {view.File}.{(view.Backup is { } backup ? $" The file as it was: {backup}." : "")} s scans it.");
    }, Long: true);

    /// <summary>What follows from the key that the host shows: a question, or why there is none.</summary>
    public static ScreenEffect After(HostKeyView view) => view.State switch
    {
        HostKeyState.Known => new Say($"{view.Host} shows a key that {view.KnownAt ?? "known_hosts"} knows: {view.Fingerprint}. There is nothing to trust."),
        HostKeyState.Revoked => new Say($"HOST_KEY_REVOKED {view.Host} shows a key that {view.KnownAt} revokes. Give the host a new key.", Failed: true),
        _ => new Ask(new Question(HostOperations.Trust, [.. Lines(view)], view.Word, "Type the last 6 characters of the key shown, and Enter.",
            $"cockpit host trust {view.Host} --fingerprint {view.Fingerprint}", view.Fingerprint)),
    };

    private static IEnumerable<string> Lines(HostKeyView view)
    {
        yield return view.State is HostKeyState.Changed ? $"THE KEY OF {view.Host} CHANGED: somebody stands in the way, or it was installed anew" : $"TRUST THE KEY OF {view.Host}: no known_hosts file has it";
        foreach (KnownHostKey known in view.Known)
        {
            yield return $" old   {known.Fingerprint} ({known.Type})";
            yield return $"       line {known.Line} of {known.File}, which is kept as .old";
        }
        yield return $" shown {view.Fingerprint} ({view.Type})";
        yield return $"       by {view.Peer}, {view.Bits} bits, {view.Md5}";
        if (view.Note is { } note) yield return $" {note}";
        yield return " Compare it at the host's console:";
        yield return $"  ssh-keygen -lf /etc/ssh/ssh_host_{view.Type.ToLowerInvariant()}_key.pub";
    }
}
