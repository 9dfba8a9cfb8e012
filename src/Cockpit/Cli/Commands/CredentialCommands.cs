using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Credentials;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit credential ...</summary>
internal static class CredentialCommands
{
    private const string SourceHelp = "prompt, vault:NAME, systemd:NAME, or command:PROGRAM ARGUMENTS";

    public static void AddTo(CommandSet set)
    {
        AddSet(set);
        set.Add(CredentialOperations.List, [], call =>
        {
            CredentialList list = ListCredentials.Run(call.Session);
            call.Show(list, CliJson.Default.CredentialList, () => new Table(["name", "user", "login", "key", "becomes root by", "unattended", "hosts>"],
                [.. list.Credentials.Select(c => (IReadOnlyList<string>)[c.Name, c.User ?? "", Word(c.Login), c.Key ?? "", Word(c.Become), c.Unattended ? "yes" : $"no: {c.WhyAttended}", $"{c.Hosts.Count}"])]),
                () => list.Credentials.Count == 0 ? ["There are no credentials; hosts are reached as your own ssh does. cockpit credential set NAME makes one."] : []);
            return (int)ExitCode.Done;
        });
        var name = new Argument<string>("NAME");
        set.Add(CredentialOperations.Show, [name], call =>
        {
            CredentialView view = ShowCredential.Run(call.Session, call.Get(name));
            call.Show(view, CliJson.Default.CredentialView, text: () => Lines(view));
            return (int)ExitCode.Done;
        });
        var gone = new Argument<string>("NAME");
        set.Add(CredentialOperations.Remove, [gone], call =>
        {
            RemovedCredential removed = RemoveCredential.Run(call.Session, call.Get(gone));
            call.Show(removed, CliJson.Default.RemovedCredential, text: () => [$"The credential {removed.Name} is removed."]);
            return (int)ExitCode.Done;
        });
    }

    private static void AddSet(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        (Option<string?> Option, string Field)[] fields =
        [
            (Options.Text("--user", "remote user of hosts that name none", "U"), CredentialFields.User),
            (Options.OneOf("--login", "how it logs in; where it is not said, by what else is given", "HOW", "default", "key", "agent", "certificate", "password"), CredentialFields.Login),
            (Options.Text("--key", "private key file, or where its text comes from; FILE.pub is a key in the agent", "FILE|SOURCE"), CredentialFields.Key),
            (Options.Text("--certificate", "certificate for the key; KEY-cert.pub is found by itself", "FILE"), CredentialFields.Certificate),
            (Options.Text("--agent", "socket of the ssh-agent; your own where none is given", "SOCKET"), CredentialFields.Agent),
            (Options.Text("--passphrase", $"of an encrypted key: {SourceHelp}", "SOURCE"), CredentialFields.Passphrase),
            (Options.Text("--password", $"to log in: {SourceHelp}", "SOURCE"), CredentialFields.Password),
            (Options.OneOf("--become", "how it becomes root; sudo where it is not said", "HOW", "sudo", "doas", "root"), CredentialFields.Become),
            (Options.Text("--become-password", $"what sudo asks for: {SourceHelp}, or login (the one that logged in)", "SOURCE"), CredentialFields.BecomePassword),
            (Options.OneOf("--mfa", "hosts also ask the person, such as for a one-time code", "YES", "yes", "no"), CredentialFields.Mfa),
        ];
        set.Add(CredentialOperations.Set, [name, .. fields.Select(f => f.Option)], call =>
        {
            var given = new CredentialFields(fields.Where(f => call.Has(f.Option)).ToDictionary(f => f.Field, f => call.Get(f.Option) ?? ""));
            CredentialView view = SetCredential.Run(call.Session, call.Get(name), given);
            call.Show(view, CliJson.Default.CredentialView, text: () => Lines(view));
            return (int)ExitCode.Done;
        });
    }

    private static IEnumerable<string> Lines(CredentialView c)
    {
        yield return $"{c.Name}: logs in {(c.User is { } user ? $"as {user} " : "")}by {Word(c.Login)}, becomes root by {Word(c.Become)}";
        if (c.Key is not null) yield return $"  key              {c.Key}";
        if (c.Certificate is not null) yield return $"  certificate      {c.Certificate}";
        if (c.Agent is not null) yield return $"  agent            {c.Agent}";
        if (c.Passphrase is not null) yield return $"  passphrase       {c.Passphrase}";
        if (c.Password is not null) yield return $"  password         {c.Password}";
        if (c.BecomePassword is not null) yield return $"  become-password  {c.BecomePassword}";
        yield return c.Unattended ? "  unattended       yes" : $"  unattended       no: it {c.WhyAttended}";
        yield return c.Hosts.Count == 0 ? "  hosts            none: cockpit host set NAME --credential " + c.Name : $"  hosts            {string.Join(", ", c.Hosts.Take(6))}{(c.Hosts.Count > 6 ? $" and {c.Hosts.Count - 6} more" : "")}";
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
