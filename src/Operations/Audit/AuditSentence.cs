using System.Text.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Rollouts;
using Humanizer;

namespace Cockpit.Operations.Audit;

/// <summary>A journal row in words: what happened, and on what. A row that has no words of its own shows its type.</summary>
internal static class AuditSentence
{
    /// <param name="happened">The event's own fields.</param>
    /// <param name="hosts">Names by number, of removed hosts as well.</param>
    public static (string What, string On) Of(JournalRow row, JsonElement happened, IReadOnlyDictionary<HostId, string> hosts) => row.Type switch
    {
        "file.created" => ("made the file", "file"),
        "file.migrated" => ($"brought the file from version {Field(happened, "from")} to {Field(happened, "to")}", "file"),
        "host.added" => ("added the host", Field(happened, "name")),
        "host.changed" => ("changed the host", Field(happened, "name")),
        "host.merged" => ($"joined {(happened.TryGetProperty("merged", out JsonElement merged) ? Field(merged, "name") : "?")} to it", Field(happened, "name")),
        "host.removed" => ("removed the host", Field(happened, "name")),
        "host.held" => ($"holds {(Field(happened, "update") is { Length: > 0 } update ? update : "it")} until {Field(happened, "until")}: {Field(happened, "reason")}", Field(happened, "name")),
        "host.holdLifted" => ($"lifted the hold{(Field(happened, "update") is { Length: > 0 } lifted ? $" on {lifted}" : "")}", Field(happened, "name")),
        "update.approved" => ($"approved it{For(happened)}{After(happened, "ticket")}{After(happened, "reason")}", Field(happened, "update")),
        "update.rejected" => ($"rejected it{For(happened)}{After(happened, "ticket")}{After(happened, "reason")}", Field(happened, "update")),
        "update.deferred" => ($"deferred it until {Field(happened, "until")}{For(happened)}{After(happened, "ticket")}{After(happened, "reason")}", Field(happened, "update")),
        "update.lifted" => ($"took back what was decided of it{For(happened)}{After(happened, "reason")}", Field(happened, "update")),
        "update.checked" => ($"ticked {Field(happened, "check")} off: {Field(happened, "note")}", $"{Field(happened, "update")} {Field(happened, "version")}"),
        "policy.set" or "template.set" or "site.set" => ($"put version {Field(happened, "version")} of the {row.Type[..^4]} in force", Field(happened, "name")),
        "policy.removed" or "template.removed" or "site.removed" => ($"took the {row.Type[..^8]} out of force", Field(happened, "name")),
        "scope.set" => ($"set the scope, version {Field(happened, "version")}: {Field(happened, "body")}", Field(happened, "name")),
        "scope.removed" => ("removed the scope", Field(happened, "name")),
        "file.signersSet" => (Field(happened, "path") is { Length: > 0 } list ? $"named {list} as the list of signers" : "named no list of signers any more", "file"),
        "review.signed" => ($"signed the review: {Field(happened, "note")}", Field(happened, "review")),
        "role.granted" => ($"granted {Field(happened, "role")} to the {Field(happened, "kind")}", Field(happened, "name")),
        "role.revoked" => ($"revoked {Field(happened, "role")} of the {Field(happened, "kind")}", Field(happened, "name")),
        "window.ran" or "window.missed" or "window.nothing" => ($"{row.Type[7..] switch { "ran" => "ran in", "missed" => "missed", _ => "had nothing to do in" }} {Field(happened, "window")} at {Field(happened, "startsAt")}: {Field(happened, "reason")}", Field(happened, "policy")),
        "credential.set" => ("set the credential", Field(happened, "name")),
        "credential.removed" => ("removed the credential", Field(happened, "name")),
        "secret.set" => ("set the secret", Field(happened, "name")),
        "secret.removed" => ("removed the secret", Field(happened, "name")),
        "vault.made" => ($"made the vault, opened by {Field(happened, "kind")}", "vault"),
        "vault.doorAdded" => ($"let {Field(happened, "kind")} open the vault", "vault"),
        "vault.refused" => ($"gave a wrong key to the vault, {Field(happened, "failures")} in a row", "vault"),
        "host.keyTrusted" => ($"trusts its key {Field(happened, "fingerprint")}{(Field(happened, "replaced") is { Length: > 1 } old ? $" instead of {old}" : "")}", Field(happened, "name")),
        "scan.begun" => ($"began to scan, hosts: {Field(happened, "hosts")}{(happened.TryGetProperty("asRoot", out _) ? ", as root" : "")}{(happened.TryGetProperty("refresh", out _) ? ", after letting them fetch their package lists" : "")}", Field(happened, "scan")),
        "scan.ended" => ($"ended the scan: {Field(happened, "ok")} ok, {Field(happened, "failed")} failed", Field(happened, "scan")),
        "findings.imported" => ($"imported findings: {Field(happened, "new")} new, {Field(happened, "closed")} closed", Field(happened, "import")),
        "finding.accepted" => ($"accepted the risk until {Field(happened, "until")}: {Field(happened, "reason")}", Findings(happened)),
        "finding.acceptance-ended" => ($"ended the acceptance of the risk: {Field(happened, "reason")}", Findings(happened)),
        "intel.imported" => ($"imported {Field(happened, "feed")} of {Field(happened, "asOf")}: {Counted(happened, "entries", "entry")}", row.Stream),
        "risk.rulesSet" => ($"put version {Field(happened, "version")} of the risk rules in force: {Field(happened, "note")}", row.Stream),
        "findings.rescored" => ($"scored anew by rules v{Field(happened, "rulesVersion")}: {Counted(happened, "moved", "finding")} moved to another cell", row.Stream),
        "findings.importUndone" => ($"undid what the import of {Field(happened, "file")} had left unfinished", Field(happened, "import")),
        "lease.taken" => ("took the worker's lease", row.Stream),
        "lease.takenOver" => ($"took the worker's lease over from one that is gone, pid {Field(happened, "pid")}", row.Stream),
        "lease.released" => ("gave the worker's lease back", row.Stream),
        "channel.set" => ($"set the channel: {Field(happened, "where")}", Field(happened, "name")),
        "channel.removed" => ("removed the channel", Field(happened, "name")),
        "channel.tested" => ($"tried the channel: {Field(happened, "outcome")}", Field(happened, "name")),
        "notice.acknowledged" => ($"has seen the notice {Field(happened, "notice")}: {Field(happened, "title")}", Field(happened, "subject")),
        "notices.sent" => ($"sent notices by hand: {Field(happened, "sent")} taken, {Field(happened, "failed")} not", "notices"),
        "haltAll.set" => ($"halted all: {Field(happened, "reason")}", "all rollouts"),
        "haltAll.cleared" => ($"lifted halt-all: {Field(happened, "reason")}", "all rollouts"),
        "window.set" => ("set the window", Field(happened, "name")),
        "window.removed" => ("removed the window", Field(happened, "name")),
        "freeze.added" => ($"froze {Frozen(happened)}: {Field(happened, "reason")}", $"Z{Field(happened, "freeze")} {Field(happened, "name")}"),
        "freeze.changed" => ($"changed the freeze to {Frozen(happened)}", $"Z{Field(happened, "freeze")} {Field(happened, "name")}"),
        "freeze.removed" => ($"lifted the freeze: {Field(happened, "reason")}", $"Z{Field(happened, "freeze")} {Field(happened, "name")}"),
        "file.zoneSet" => ($"reads dates in {Field(happened, "zone")}", "file"),
        _ => OfRollout(row, hosts) ?? (row.Type, row.Stream),
    };

    private static string Frozen(JsonElement happened) =>
        $"{(Field(happened, "scope") is { Length: > 1 } scope ? scope : "every host")} from {Field(happened, "startsAt")} until {Field(happened, "endsAt")}";

    /// <summary>"F17, F18 and 3 more".</summary>
    private static string Findings(JsonElement happened)
    {
        const int named = 4;
        if (!happened.TryGetProperty("findings", out JsonElement all) || all.ValueKind != JsonValueKind.Array) return "findings";
        string few = string.Join(", ", all.EnumerateArray().Take(named).Select(f => f.ToString()));
        return all.GetArrayLength() > named ? $"{few} and {all.GetArrayLength() - named} more" : few;
    }

    private static (string What, string On)? OfRollout(JournalRow row, IReadOnlyDictionary<HostId, string> hosts)
    {
        if (!RolloutId.TryParse(row.Stream, out RolloutId id) || row.Stream != id.ToString()) return null;
        string On(HostId host) => $"{row.Stream} {hosts.GetValueOrDefault(host, $"host {host.Value}")}";
        try
        {
            return RolloutEventJson.Read(row).Event switch
            {
                RolloutPlanned x => ($"planned {x.Name}, hash {PlanHash.Parse(x.PlanHash).ForPeople}", row.Stream),
                RolloutSubmitted => ("submitted it for approval", row.Stream),
                RolloutApproved { BreakGlass: true } x => ($"let another person break the glass{Because(x.Reason)}", row.Stream),
                RolloutGlassBroken x => ($"BROKE THE GLASS: {x.Reason}{(x.SecondOwedUntil is { } owed ? $"; a second signature is owed until {Words.At(owed)}" : "")}", row.Stream),
                RolloutApproved x => ($"approved {PlanHash.Parse(x.PlanHash).ForPeople}{(x.Ticket is { } ticket ? $", {ticket}" : "")}{(x.Signature is null ? "" : ", signed")}", row.Stream),
                RolloutExpired x => ($"let it expire: {x.Reason}", row.Stream),
                RolloutRejected x => ($"rejected it{Because(x.Reason)}", row.Stream),
                RolloutScheduled => ("said start", row.Stream),
                RolloutStarted => ("began to run it", row.Stream),
                RolloutPaused x => ($"paused it, {x.Cause}{Because(x.Reason)}", row.Stream),
                RolloutPauseLifted x => ($"went on: {x.Cause} is over", row.Stream),
                RolloutResumed x => ($"resumed it{Because(x.Note)}", row.Stream),
                RolloutHalted x => ($"halted it, {x.Code}: ring {x.Ring} lost {x.Lost}, allowed {x.Allowed}", row.Stream),
                RolloutAborted x => ($"aborted it{Because(x.Reason)}", row.Stream),
                RolloutCompleted => ("completed it", row.Stream),
                RingStarted x => ($"began ring {x.Ring}", row.Stream),
                RingPassed { PromotedNote: { } note } x => ($"promoted past ring {x.Ring}: {note}", row.Stream),
                RingPassed x => ($"ring {x.Ring} passed its gate", row.Stream),
                HostRetried x => ($"said retry{Because(x.Reason)}", On(x.Host)),
                HostSkipped x => ($"skipped it: {x.Reason}", On(x.Host)),
                HostResolved x => ($"settled the doubt as {(x.Succeeded ? "succeeded" : "failed")}: {x.Note}", On(x.Host)),
                HostWaiting x => ($"waits, {x.Reason}", On(x.Host)),
                StepPlanned x => ($"{Name(x.Step)} planned, try {x.Attempt}", On(x.Host)),
                StepWithdrawn x => ($"{Name(x.Step)} taken back: {x.Reason}", On(x.Host)),
                StepSent x => ($"{Name(x.Step)} sent", On(x.Host)),
                StepAtWork x => ($"{Name(x.Step)} at work", On(x.Host)),
                StepDone { Step: Step.Verify } x => ("verified", On(x.Host)),
                StepDone x => ($"{Name(x.Step)} done{(x.RebootRequired ? ", a reboot is owed" : "")}", On(x.Host)),
                StepFailed x => ($"failed at {Name(x.Step)}, {x.Code}", On(x.Host)),
                StepInDoubt x => ($"in doubt at {Name(x.Step)}, {x.Code}", On(x.Host)),
                _ => null,
            };
        }
        catch (Exception e) when (e is CockpitException or FormatException)
        {
            // A row whose bytes were altered is still listed, by its type.
            return null;
        }
    }

    private static string Name(Step step) => step.ToString().ToLowerInvariant();

    /// <summary>" for SCOPE", or nothing where it is about every host.</summary>
    private static string For(JsonElement happened) => happened.TryGetProperty("scope", out JsonElement scope) && scope.ToString() is { Length: > 0 } text ? $" for {text}" : "";

    /// <summary>", VALUE", or nothing where there is none.</summary>
    private static string After(JsonElement happened, string name) => happened.TryGetProperty(name, out JsonElement value) && value.ToString() is { Length: > 0 } text ? $", {text}" : "";

    private static string Because(string? reason) => string.IsNullOrEmpty(reason) ? "" : $": {reason}";

    /// <summary>"1 entry", "2 entries".</summary>
    private static string Counted(JsonElement happened, string name, string one) =>
        happened.ValueKind == JsonValueKind.Object && happened.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? one.ToQuantity(value.GetInt64(), "N0") : $"? {one.Pluralize()}";

    private static string Field(JsonElement happened, string name) =>
        happened.ValueKind == JsonValueKind.Object && happened.TryGetProperty(name, out JsonElement value) ? value.ToString() : "?";
}
