using System.Globalization;
using Cockpit.Core.Credentials;

namespace Cockpit.Core.Notices;

/// <summary>What is said about a channel, as typed. Exactly one of <paramref name="Smtp"/>, <paramref name="Webhook"/>, <paramref name="Command"/> and <paramref name="Spool"/> is given.</summary>
/// <param name="Smtp">HOST or HOST:PORT.</param>
/// <param name="Tls">"none", "starttls" or "tls"; null is starttls.</param>
/// <param name="Shape">"json", "slack", "teams" or "mattermost"; null is json.</param>
public sealed record ChannelWish(
    string? Smtp = null, string? From = null, IReadOnlyList<string>? To = null, string? Tls = null, string? User = null, string? Secret = null, string? Ca = null,
    string? Webhook = null, string? Shape = null, IReadOnlyList<string>? Command = null, string? Spool = null);

/// <summary>Makes a channel of what was typed, or says what is wrong with it. Pure.</summary>
public static class ChannelCheck
{
    private const int MaxName = 63, MaxReceivers = 50, MaxWords = 50, MaxText = 1_024, MaxAddress = 254;

    /// <summary>RFC 8314: submission with TLS from the begin, and with STARTTLS; RFC 5321: the server's own port.</summary>
    private const int TlsPort = 465, SubmissionPort = 587, PlainPort = 25;

    /// <param name="problem">What is wrong, as a sentence; empty when all is well.</param>
    public static NoticeChannel? Make(string name, ChannelWish wish, out string problem)
    {
        NoticeChannel? made = null;
        problem = NameProblem(name);
        if (problem.Length > 0) return null;
        int kinds = new object?[] { wish.Smtp, wish.Webhook, wish.Command is { Count: > 0 } ? wish.Command : null, wish.Spool }.Count(x => x is not null);
        if (kinds != 1) problem = "A channel is one of --smtp, --webhook, --command and --spool.";
        else if (Texts(wish).Any(t => t.Length > MaxText || t.Any(char.IsControl))) problem = $"A value has more than {MaxText:N0} characters or a control character.";
        else if (wish.Secret is not null && Source(wish.Secret, "--credential-secret", out problem) is null) return null;
        else made = wish.Smtp is not null ? Smtp(name, wish, out problem) : wish.Webhook is not null ? Webhook(name, wish, out problem) : wish.Spool is not null ? Spool(name, wish, out problem) : Command(name, wish, out problem);
        return problem.Length == 0 ? made : null;
    }

    public static string NameProblem(string name) =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? "" : $"A channel's name has 1 to {MaxName} letters, digits, \".\", \"-\" and \"_\", and begins with a letter or a digit.";

    /// <summary>A plain address as RFC 5321 has it, without a name around it: what stands there goes into a mail's head as it is.</summary>
    public static bool IsAddress(string text)
    {
        int at = text.LastIndexOf('@');
        return text.Length <= MaxAddress && at > 0 && at < text.Length - 1 && text.All(c => c is > ' ' and < (char)127 && !"<>()[],;:\\\"".Contains(c, StringComparison.Ordinal)) && text.Count(c => c == '@') == 1 && text[0] != '-';
    }

    private static NoticeChannel Blank(string name, ChannelKind kind, ChannelWish w) => new(name, kind, null, 0, w.From, w.To ?? [], TlsMode.Tls, w.User, w.Secret, w.Ca, null, WebhookShape.Json, [], null);

    private static NoticeChannel? Smtp(string name, ChannelWish w, out string problem)
    {
        TlsMode? tls = w.Tls switch { null or "starttls" => TlsMode.StartTls, "tls" => TlsMode.Tls, "none" => TlsMode.None, _ => null };
        (string host, int port) = HostPort(w.Smtp!, tls switch { TlsMode.Tls => TlsPort, TlsMode.None => PlainPort, _ => SubmissionPort });
        problem = tls is null ? "--tls is none, starttls or tls."
            : host.Length == 0 || host[0] == '-' || host.Any(char.IsWhiteSpace) || port is < 1 or > 65_535 ? "--smtp is a host, or a host and a port, such as mail.example.org:587."
            : w.Shape is not null ? "--shape belongs to a webhook."
            : tls is TlsMode.None && (w.Secret is not null || w.User is not null) ? "A password never goes over a line without TLS: take --tls starttls or tls."
            : w.User is not null != w.Secret is not null ? "--user and --credential-secret belong together."
            : Mail(w);
        return problem.Length > 0 ? null : Blank(name, ChannelKind.Smtp, w) with { Host = host, Port = port, Tls = tls!.Value };
    }

    private static NoticeChannel? Webhook(string name, ChannelWish w, out string problem)
    {
        WebhookShape? shape = w.Shape switch { null or "json" => WebhookShape.Json, "slack" => WebhookShape.Slack, "teams" => WebhookShape.Teams, "mattermost" => WebhookShape.Mattermost, _ => null };
        bool source = w.Webhook!.StartsWith("vault:", StringComparison.Ordinal) || w.Webhook.StartsWith("command:", StringComparison.Ordinal) || w.Webhook.StartsWith("systemd:", StringComparison.Ordinal);
        problem = shape is null ? "--shape is json, slack, teams or mattermost."
            : w.From is not null || w.To is { Count: > 0 } || w.User is not null || w.Tls is not null ? "--from, --to, --user and --tls belong to mail."
            : source ? SourceProblem(w.Webhook, "--webhook") : UrlProblem(w.Webhook, shape.Value, w.Secret is not null);
        return problem.Length > 0 ? null : Blank(name, ChannelKind.Webhook, w) with { Url = w.Webhook, Shape = shape!.Value };
    }

    private static NoticeChannel? Spool(string name, ChannelWish w, out string problem)
    {
        problem = w.Spool![0] != '/' ? "--spool is the folder's full path." : w.Shape is not null || w.User is not null || w.Tls is not null || w.Secret is not null || w.Ca is not null ? "A spool folder takes --from and --to, nothing else." : Mail(w);
        return problem.Length > 0 ? null : Blank(name, ChannelKind.Spool, w) with { Folder = w.Spool };
    }

    private static NoticeChannel? Command(string name, ChannelWish w, out string problem)
    {
        problem = w.Command!.Count > MaxWords || w.Command.Any(x => x.Contains('\0', StringComparison.Ordinal)) || w.Command[0].Length == 0 ? $"--command is a program and at most {MaxWords - 1} arguments."
            : w.From is not null || w.To is { Count: > 0 } || w.Shape is not null || w.User is not null || w.Tls is not null || w.Secret is not null || w.Ca is not null ? "A command takes nothing but its arguments." : "";
        return problem.Length > 0 ? null : Blank(name, ChannelKind.Command, w) with { Command = [.. w.Command] };
    }

    private static string Mail(ChannelWish w) =>
        w.From is null || !IsAddress(w.From) ? "--from is one address, such as cockpit@example.org."
        : w.To is not { Count: > 0 and <= MaxReceivers } || !w.To.All(IsAddress) ? $"--to is 1 to {MaxReceivers} addresses, each such as ops@example.org." : "";

    /// <summary>The addresses that chat services give out let everybody write who knows them, so they are secrets.</summary>
    private static string UrlProblem(string text, WebhookShape shape, bool token) =>
        !Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0
            ? "--webhook is an address such as https://hooks.example.org/cockpit without a user, a query or a fragment; one that holds a secret comes from vault:NAME, command:PROGRAM ARGUMENTS or systemd:NAME."
            : shape is not WebhookShape.Json ? $"The address of a {shape.ToString().ToLowerInvariant()} webhook is a secret by itself and does not lie in the file: put it into the vault and take --webhook vault:NAME."
            : token && url.Scheme == "http" && !url.IsLoopback ? "A token never goes over a line without TLS: take https." : "";

    private static string SourceProblem(string text, string option)
    {
        Source(text, option, out string problem);
        return problem;
    }

    private static SecretSource? Source(string text, string option, out string problem)
    {
        SecretSource? source = SecretSource.Parse(text, out problem);
        if (source?.Kind is SecretKind.Prompt or SecretKind.Login) problem = "notices leave with nobody there, so a secret comes from vault:NAME, command:PROGRAM ARGUMENTS or systemd:NAME.";
        // The text is never repeated: somebody may have typed the secret itself.
        if (problem.Length > 0) problem = $"{option}: {problem}";
        return problem.Length == 0 ? source : null;
    }

    private static (string Host, int Port) HostPort(string text, int usual)
    {
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and int end)
            return text.Length == end + 1 ? (text[1..end], usual) : text[end + 1] == ':' ? (text[1..end], Port(text[(end + 2)..])) : ("", 0);
        int colon = text.LastIndexOf(':');
        return colon < 0 || text.IndexOf(':', StringComparison.Ordinal) != colon ? (text, usual) : (text[..colon], Port(text[(colon + 1)..]));
    }

    private static int Port(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0;

    private static IEnumerable<string> Texts(ChannelWish w) => new[] { w.Smtp, w.From, w.User, w.Secret, w.Ca, w.Webhook, w.Spool }.OfType<string>().Concat(w.To ?? []).Concat(w.Command ?? []);
}
