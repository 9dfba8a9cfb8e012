using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Doctor;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cli.Commands;

internal static class DoctorCommand
{
    public static void AddTo(CommandSet set)
    {
        var name = new Argument<string?>("HOST") { Arity = ArgumentArity.ZeroOrOne };
        set.Add(HostOperations.Doctor, [name], call =>
        {
            // Each step is said as it ends: the one that hangs is the one that is not there yet.
            Action<DoctorStep>? say = call.Format is OutputFormat.Text ? step => call.Streams.Out.WriteLine(Text(step)) : null;
            DoctorReport report = call.Get(name) is { } host
                ? CheckHost.Run(call.Session, host, say, call.TakeInterruptions())
                : CheckMachine.Run(call.Session, Terminal(), say);
            if (call.Format is OutputFormat.Text) call.Streams.Out.WriteLine(End(report));
            else call.Show(report, CliJson.Default.DoctorReport, table: () => Rows(report));
            return (int)(report.Ok ? ExitCode.Done : ExitCode.PartlyFailed);
        });
    }

    private static TerminalFacts Terminal()
    {
        bool there = Tty.IsTerminal(0, 1);
        var size = there ? Tty.SizeOf(1) : default;
        return new TerminalFacts(there, size.Width, size.Height);
    }

    private static string Text(DoctorStep step)
    {
        string line = $"{step.Status.ToString().ToLowerInvariant(),-8} {step.Name,-16} {(step.Code is { } code ? $"{code} " : "")}{step.Detail}";
        return step.Hint.Length == 0 ? line : $"{line}{Environment.NewLine}{"",-25} -> {step.Hint}";
    }

    private static string End(DoctorReport report) => report.Steps.FirstOrDefault(s => s.Status is DoctorStatus.Failed) is { } failed
        ? $"It ends at {failed.Name}."
        : report.Steps.Any(s => s.Status is DoctorStatus.Warning) ? "It works; the warnings say what does not." : "All is well.";

    private static Table Rows(DoctorReport report) => new(
        ["name", "status", "code", "detail", "hint", "durationSeconds"],
        [.. report.Steps.Select(s => (IReadOnlyList<string>)[s.Name, s.Status.ToString().ToLowerInvariant(), s.Code ?? "", s.Detail, s.Hint, s.DurationSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)])]);
}
