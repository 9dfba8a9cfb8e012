using System.CommandLine;
using System.Globalization;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Notices;
using Cockpit.Core.Operations;
using Cockpit.Operations.Notices;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit notify ...</summary>
internal static class NotifyCommands
{
    private const string SourceHelp = "vault:NAME, systemd:NAME, or command:PROGRAM ARGUMENTS";

    public static void AddTo(CommandSet set)
    {
        AddSet(set);
        set.Add(NoticeOperations.List, [], call =>
        {
            NoticeList list = ManageNotices.List(call.Session);
            call.Show(list, CliJson.Default.NoticeList, () => new Table(["id>", "at", "kind", "title", "told", "state"],
                [.. list.Notices.Select(n => (IReadOnlyList<string>)[$"{n.Id}", Times.Second(n.At), n.Kind, n.Title, $"{n.Sent}{(n.Waiting > 0 ? $", {n.Waiting} waiting" : "")}", State(n)])]), () => Before(list));
            return (int)ExitCode.Done;
        });
        var gone = new Argument<string>("NAME");
        set.Add(NoticeOperations.Remove, [gone], call =>
        {
            RemovedChannel removed = ManageChannels.Remove(call.Session, call.Get(gone));
            call.Show(removed, CliJson.Default.RemovedChannel, text: () => [$"The channel {removed.Name} is removed."]);
            return (int)ExitCode.Done;
        });
        var tried = new Argument<string>("NAME");
        set.Add(NoticeOperations.Test, [tried], call =>
        {
            TestedChannel tested = ManageChannels.Test(call.Session, call.Get(tried), call.TakeInterruptions());
            call.Show(tested, CliJson.Default.TestedChannel, text: () => [tested.Sent ? $"{tested.Name} took it, Message-ID <{tested.MessageId}>." : $"{tested.Name} did not take it: {tested.Why}."]);
            return (int)(tested.Sent ? ExitCode.Done : ExitCode.PartlyFailed);
        });
        set.Add(NoticeOperations.Send, [], call =>
        {
            SentNotices sent = ManageNotices.Send(call.Session, call.TakeInterruptions());
            call.Show(sent, CliJson.Default.SentNotices, text: () => [$"{sent.Sent} sent, {sent.Failed} not{(sent.Failed > 0 ? "; cockpit notify list tells why" : "")}."]);
            return (int)(sent.Failed > 0 ? ExitCode.PartlyFailed : ExitCode.Done);
        });
        var id = new Argument<string>("ID") { Description = "the number that cockpit notify list shows" };
        set.Add(NoticeOperations.Ack, [id], call =>
        {
            if (!long.TryParse(call.Get(id), NumberStyles.None, CultureInfo.InvariantCulture, out long number)) throw new CockpitException(NoticeErrors.NoticeUnknown.Because($"{call.Get(id)} is no notice's number."));
            NoticeLine line = ManageNotices.Acknowledge(call.Session, number);
            call.Show(line, CliJson.Default.NoticeLine, text: () => [$"{line.Title}: seen by {line.AckedBy}. It is not said again."]);
            return (int)ExitCode.Done;
        });
    }

    private static void AddSet(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        Option<string?> smtp = Options.Text("--smtp", "a mail server; the port follows --tls where none is given", "HOST[:PORT]"), from = Options.Text("--from", "the sender's address", "A"), user = Options.Text("--user", "who logs in at the mail server", "U");
        Option<string?> tls = Options.OneOf("--tls", "how the line to the mail server is kept private; starttls where it is not said", "HOW", "none", "starttls", "tls");
        Option<string?> secret = Options.Text("--credential-secret", $"the mail password, or a webhook's bearer token: {SourceHelp}", "SOURCE"), ca = Options.Text("--ca", "a PEM file of the authorities that count instead of this machine's", "FILE");
        Option<string?> webhook = Options.Text("--webhook", $"an address; one that is itself a secret: {SourceHelp}", "URL|SOURCE"), shape = Options.OneOf("--shape", "the form of the JSON; json where it is not said", "SHAPE", "json", "slack", "teams", "mattermost");
        Option<string?> spool = Options.Text("--spool", "a folder for .eml and .ics files", "DIR");
        var to = new Option<string[]>("--to") { Description = "a receiver's address; several times for several", HelpName = "B", AllowMultipleArgumentsPerToken = true };
        var command = new Option<string[]>("--command") { Description = "a program and its arguments, as the last option; the notice comes as JSON on its standard input", HelpName = "CMD", AllowMultipleArgumentsPerToken = true };
        set.Add(NoticeOperations.Set, [name, smtp, from, to, tls, user, secret, ca, webhook, shape, spool, command], call =>
        {
            var wish = new ChannelWish(call.Get(smtp), call.Get(from), call.Get(to) is { Length: > 0 } receivers ? receivers : null, call.Get(tls), call.Get(user), call.Get(secret), Full(call.Get(ca)), call.Get(webhook), call.Get(shape), call.Get(command) is { Length: > 0 } words ? words : null, Full(call.Get(spool)));
            ChannelLine line = ManageChannels.Set(call.Session, call.Get(name), wish);
            call.Show(line, CliJson.Default.ChannelLine, text: () => [$"{line.Name}: {line.Where}", $"Try it: cockpit notify test {line.Name}"]);
            return (int)ExitCode.Done;
        });
    }

    /// <summary>The worker runs in another folder than this call.</summary>
    private static string? Full(string? path) => string.IsNullOrEmpty(path) ? path : Path.GetFullPath(path);

    private static IEnumerable<string> Before(NoticeList list)
    {
        if (list.Channels.Count == 0) yield return "There is no channel, so nobody is told of anything: cockpit notify set NAME makes one.";
        foreach (ChannelLine c in list.Channels) yield return $"{c.Name}: {c.Where}{(c.LastSentAt is { } at ? $", last {Times.Second(at)}" : ", nothing sent yet")}";
        foreach (UndeliveredLine u in list.Undelivered) yield return $"NOT DELIVERED {u.Notice} \"{u.Title}\" by {u.Channel}: {(u.Tries == 1 ? "1 try" : $"{u.Tries} tries")}, {(u.NextAt is { } next ? $"next {Times.Second(next)}" : "given up")}: {u.Why}";
        if (list.Channels.Count > 0 && list.Notices.Count == 0) yield return "Nobody had to be told of anything yet.";
    }

    private static string State(NoticeLine n) => n.AckedBy is { } by ? $"seen by {by}" : n.EndedAt is not null ? "over" : n.Open ? "OPEN" : "";
}
