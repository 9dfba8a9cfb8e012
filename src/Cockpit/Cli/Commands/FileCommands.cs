using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Files;
using Cockpit.Operations.Signatures;
using Cockpit.Operations.Windows;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit db ...</summary>
internal static class FileCommands
{
    public static void AddTo(CommandSet set)
    {
        set.Add(FileOperations.Info, [], call =>
        {
            FileReport f = ShowFile.Run(call.Session);
            call.Show(f, CliJson.Default.FileReport, text: () =>
            [
                $"{f.Path}{(f.Demo ? "  (a demo)" : "")}", $"id {f.Uuid}, version {f.Version}, made {Times.Second(f.CreatedAt)}, {f.Bytes:N0} bytes{(f.Shared ? ", shared" : "")}",
                string.Join(", ", f.Rows.Select(r => $"{r.Key} {r.Value:N0}")),
                $"dates are read in {f.Zone}{(f.ZoneSet ? "" : ", the zone of this machine; cockpit db set-zone ZONE keeps one in the file")}",
            ]);
            return (int)ExitCode.Done;
        });

        var zone = new Argument<string>("ZONE") { Description = "an IANA name such as Europe/Berlin" };
        set.Add(FileOperations.SetZone, [zone], call =>
        {
            FileZone now = SetFileZone.Run(call.Session, call.Get(zone));
            call.Show(now, CliJson.Default.FileZone, text: () => [$"Dates are read in {now.Name} (tzdata {now.TzdataVersion}). Moments that are in the file already stay as they are."]);
            return (int)ExitCode.Done;
        });

        var path = new Argument<string?>("PATH") { Description = "an allowed_signers file, by its full path", Arity = ArgumentArity.ZeroOrOne };
        var none = Options.Flag("--none", "takes the setting back");
        set.Add(FileOperations.SetSigners, [path, none], call =>
        {
            if (call.Get(path) is null != call.Get(none)) throw new CockpitException(CallErrors.Usage.Because("db set-signers takes a path, or --none.", "One of both."));
            SignersSetting now = SetSigners.Run(call.Session, call.Get(path));
            call.Show(now, CliJson.Default.SignersSetting, text: () => [now.InForce is { } list ? $"Signatures count by {list}." : "No list of signers is in force: signatures are kept and not checked."]);
            return (int)ExitCode.Done;
        });

        set.Add(FileOperations.Check, [], call =>
        {
            FileCheck check = CheckFile.Run(call.Session);
            call.Show(check, CliJson.Default.FileCheck, text: () => [check.Ok ? "all is well" : "something is wrong", .. check.Problems, check.Chain.Ok ? $"chain holds: {"event".ToQuantity(check.Chain.Events, "N0")}" : $"chain broken at event {check.Chain.FirstBadSeq}"]);
            if (check.Problems.Count > 0) throw new CockpitException(FileErrors.FileDamaged.Because($"{call.Session.FilePath} has {check.Problems.Count} problems."));
            return (int)(check.Ok ? ExitCode.Done : ExitCode.PartlyFailed);
        });
    }
}
