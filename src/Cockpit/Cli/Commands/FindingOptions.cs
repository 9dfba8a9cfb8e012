using System.CommandLine;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;

namespace Cockpit.Cli.Commands;

/// <summary>The filters that lists, exports and the top of hosts share.</summary>
internal sealed class FindingOptions
{
    private readonly Option<string?> scope = Options.Scope();
    private readonly Option<string?> environment = Environment();
    private readonly Option<string?> tool = Tool();
    private readonly Option<string?> text = Options.Text("--text", "words of the finding's name, its CVE, KB or plugin number; all of them must be there", "WORDS");
    private readonly Option<string?> severity = Options.OneOf("--severity", "info, low, medium, high or critical", "S", "info", "low", "medium", "high", "critical");
    private readonly Option<string?> cve = Options.Text("--cve", "only findings of this CVE", "CVE");
    private readonly Option<string?> host = Options.Text("--host", "only findings of this host", "H");
    private readonly Option<string?> status = Options.OneOf(
        "--status", "open, stale, notSeen, disputed, accepted or closed; all that count as risk without it", "S", "open", "stale", "notSeen", "disputed", "accepted", "closed");
    private readonly Option<bool> kev = Options.Flag("--kev", "only what is known to be exploited");
    private readonly Option<string?> sla = Options.OneOf("--sla", "breached, or dueSoon: within seven days", "S", "breached", "dueSoon");
    private readonly Option<string?> fix = Options.OneOf("--fix", "known or unknown: whether a pending update fixes it", "F", "known", "unknown");

    public Option[] All => [scope, environment, tool, text, severity, cve, host, status, kev, sla, fix];

    public static Option<string?> Environment() => Options.Text("--env", "only hosts of this environment", "ENV");

    public static Option<string?> Tool() => Options.OneOf("--tool", "nessus, qualys or inventory (our own scans)", "TOOL", "nessus", "qualys", "inventory");

    public static FindingSource? ToolOf(string? word) => word is null ? null : Enum.Parse<FindingSource>(word, ignoreCase: true);

    public FindingWish WishOf(Call call, int limit) => new(
        call.Has(scope) ? call.ScopeOf(scope) : null,
        call.Get(severity) is { } s ? Enum.Parse<Severity>(s, ignoreCase: true) : null, CveOf(call.Get(cve)), call.Get(host),
        call.Get(status) is { } w ? Enum.Parse<FindingStatus>(w, ignoreCase: true) : null, Limit: limit)
    {
        Environment = call.Get(environment), Source = ToolOf(call.Get(tool)), Text = call.Get(text), KnownExploited = call.Get(kev),
        Sla = call.Get(sla) switch { "breached" => SlaStatus.Breached, "dueSoon" => SlaStatus.DueSoon, _ => null },
        Fixable = call.Get(fix) switch { "known" => true, "unknown" => false, _ => null },
    };

    private static CveId? CveOf(string? text) =>
        text is null ? null : CveId.TryParse(text) ?? throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(text, 40)}\" is no CVE.", "A CVE looks like CVE-2026-31842."));
}

/// <summary>The filters of figures: the matrix and the burn-down.</summary>
internal sealed class RiskOptions
{
    private readonly Option<string?> scope = Options.Scope();
    private readonly Option<string?> environment = FindingOptions.Environment();
    private readonly Option<string?> tool = FindingOptions.Tool();

    public Option[] All => [scope, environment, tool];

    public RiskWish WishOf(Call call) => new(call.Has(scope) ? call.ScopeOf(scope) : null, call.Get(environment), FindingOptions.ToolOf(call.Get(tool)));
}
