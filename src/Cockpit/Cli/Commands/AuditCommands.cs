using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Audit;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit audit ...</summary>
internal static class AuditCommands
{
    private const int StandardLimit = 200;

    public static void AddTo(CommandSet set)
    {
        AddList(set);
        set.Add(FileOperations.AuditVerify, [], call =>
        {
            ChainReport report = VerifyAudit.Run(call.Session);
            call.Show(report, CliJson.Default.ChainReport, text: () =>
            [
                report.Ok ? $"chain holds: {"event".ToQuantity(report.Events, "N0")}" : $"chain broken at event {report.FirstBadSeq}: {"event".ToQuantity(report.Events, "N0")} before it hold",
                $"head {report.Head.Seq} {report.Head.Hash}",
            ]);
            if (report.Ok) return (int)ExitCode.Done;
            throw new CockpitException(FileErrors.ChainBroken.Because($"Event {report.FirstBadSeq} was altered."));
        });
    }

    private static void AddList(CommandSet set)
    {
        var limit = Options.Number("--limit", $"events at most; {StandardLimit} without it", 1, 1_000_000);
        set.Add(FileOperations.AuditList, [limit], call =>
        {
            AuditList list = ListAudit.Run(call.Session, call.Get(limit) ?? StandardLimit);
            call.Show(list, CliJson.Default.AuditList, () => new Table(["seq>", "at", "who", "what", "on"],
                [.. list.Events.Select(e => (IReadOnlyList<string>)[$"{e.Seq}", Times.Second(e.At), e.Remark is null ? e.Who : $"{e.Who} ({e.Remark})", e.What, e.Subject])]));
            return (int)ExitCode.Done;
        });
    }
}
