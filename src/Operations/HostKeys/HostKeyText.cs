using Cockpit.Core.Hosts;

namespace Cockpit.Operations.HostKeys;

/// <summary>A host's key in words, for whoever has to compare it.</summary>
public static class HostKeyText
{
    public static IEnumerable<string> Of(HostKeyView view)
    {
        if (view.State is HostKeyState.Revoked)
        {
            yield return $"{view.Host} ({view.Peer}) shows a key that {view.KnownAt} revokes:";
            yield return $"    {view.Bits} {view.Fingerprint} ({view.Type})";
            yield break;
        }
        if (view.State is HostKeyState.Changed)
        {
            yield return $"THE KEY OF {view.Host} CHANGED. Somebody may be standing in the way, or the host was installed anew.";
            foreach (KnownHostKey known in view.Known)
            {
                yield return $"old {known.Bits} {known.Fingerprint} ({known.Type}), line {known.Line} of {known.File}";
                yield return $"    {known.Md5}";
            }
            yield return $"new {view.Bits} {view.Fingerprint} ({view.Type}), shown by {view.Peer}";
        }
        else
        {
            yield return $"{view.Host} ({view.Peer}) shows a key that no known_hosts file has:";
            yield return $"    {view.Bits} {view.Fingerprint} ({view.Type})";
        }
        yield return $"    {view.Md5}";
        foreach (string line in view.Art) yield return $"    {line}";
        if (view.Note is { } note) yield return note;
        yield return $"Compare it at the host's console: ssh-keygen -lf /etc/ssh/ssh_host_{view.Type.ToLowerInvariant()}_key.pub";
        foreach (KnownHostKey known in view.Known) yield return $"{view.Host} will be taken out of line {known.Line} of {known.File}; the file as it is stays beside it as .old.";
    }
}
