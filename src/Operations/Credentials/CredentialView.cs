using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Store;
using Cockpit.Store.Credentials;

namespace Cockpit.Operations.Credentials;

/// <summary>A credential as people and scripts see it: where secrets come from, never one of them.</summary>
/// <param name="Key">A file, or a source such as "vault:web-key".</param>
/// <param name="Unattended">It logs in when nobody is there.</param>
/// <param name="WhyAttended">Why not, as the end of a sentence.</param>
/// <param name="Hosts">Hosts that name it.</param>
public sealed record CredentialView(
    string Name, string? User, LoginKind Login, string? Key, string? Certificate, string? Agent, string? Passphrase, string? Password,
    BecomeKind Become, string? BecomePassword, bool Mfa, bool Unattended, string? WhyAttended, IReadOnlyList<string> Hosts)
{
    internal static CredentialView Of(ReadTransaction t, Credential c) => new(
        c.Name, c.User, c.Login, c.Key ?? c.KeySource?.ToString(), c.CertificateFile, c.Agent, c.Passphrase?.ToString(), c.Password?.ToString(),
        c.Become, c.BecomePassword?.ToString(), c.Mfa, c.WhyAttended is null, c.WhyAttended, t.HostsWithCredential(c.Name));

    internal static Credential Find(ReadTransaction t, string name) =>
        t.FindCredential(name) ?? throw new CockpitException(CredentialErrors.CredentialUnknown.Because($"There is no credential {Printable.Line(name, 60)}."));
}

public sealed record CredentialList(IReadOnlyList<CredentialView> Credentials);

public sealed record RemovedCredential(string Name);
