using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>Notes which host keys people trusted. The keys themselves are in their known_hosts files.</summary>
public static class TrustStore
{
    /// <param name="replaced">Fingerprints of the keys that it took the place of, or empty.</param>
    /// <param name="file">The known_hosts file that has it.</param>
    public static void NoteTrustedKey(this WriteTransaction t, Host host, string fingerprint, string replaced, string file, Actor by, Instant now) =>
        t.AppendHostEvent(host.Id, "host.keyTrusted", AuditPayload.Write(by, json =>
        {
            json.WriteNumber("id", host.Id.Value);
            json.WriteString("name", host.Name);
            json.WriteString("fingerprint", fingerprint);
            json.WriteString("replaced", replaced);
            json.WriteString("file", file);
        }), by, now);
}
