using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Store;
using Cockpit.Store.Credentials;

namespace Cockpit.Operations.Credentials;

/// <summary>Makes or changes a credential.</summary>
public static class SetCredential
{
    /// <exception cref="CockpitException">CREDENTIAL_INVALID.</exception>
    public static CredentialView Run(Session session, string name, CredentialFields fields) => session.Write(t =>
    {
        Credential? before = t.FindCredential(name);
        Credential after = CredentialEdit.Apply(before, before?.Name ?? name, fields, out string problem) ?? throw new CockpitException(CredentialErrors.CredentialInvalid.Because(problem));
        if (after != before) t.SetCredential(after, session.Actor, session.Now);
        return CredentialView.Of(t, after);
    }, FileAccessMode.Create);
}

/// <summary>Lists credentials.</summary>
public static class ListCredentials
{
    public static CredentialList Run(Session session) => session.Read(t => new CredentialList(t.Credentials().ConvertAll(c => CredentialView.Of(t, c))));
}

/// <summary>Shows one credential.</summary>
public static class ShowCredential
{
    /// <exception cref="CockpitException">CREDENTIAL_UNKNOWN.</exception>
    public static CredentialView Run(Session session, string name) => session.Read(t => CredentialView.Of(t, CredentialView.Find(t, name)));
}

/// <summary>Removes a credential that no host names.</summary>
public static class RemoveCredential
{
    /// <exception cref="CockpitException">CREDENTIAL_UNKNOWN, CREDENTIAL_IN_USE.</exception>
    public static RemovedCredential Run(Session session, string name) => session.Write(t =>
    {
        Credential credential = CredentialView.Find(t, name);
        List<string> hosts = t.HostsWithCredential(credential.Name);
        if (hosts.Count > 0) throw new CockpitException(CredentialErrors.CredentialInUse.Because($"{(hosts.Count == 1 ? "1 host has" : $"{hosts.Count:N0} hosts have")} the credential {credential.Name}, such as {hosts[0]}."));
        t.RemoveCredential(credential.Name, session.Actor, session.Now);
        return new RemovedCredential(credential.Name);
    });
}
