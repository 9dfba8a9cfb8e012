using System.CommandLine;
using System.CommandLine.Parsing;
using Cockpit.Cli.Commands;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Operations;

namespace Cockpit.Cli;

/// <summary>The command line: parses a call, runs it, and turns whatever it ends with into an exit code and a sentence.</summary>
internal static class CliProgram
{
    /// <param name="openScreens">What opens the TUI on a session's file.</param>
    public static CommandSet Commands(Func<Session, int> openScreens)
    {
        var set = new CommandSet();
        StatusCommand.AddTo(set);
        HostCommands.AddTo(set);
        CredentialCommands.AddTo(set);
        VaultCommands.AddTo(set);
        ScanCommand.AddTo(set);
        ScopeCommands.AddTo(set);
        PolicyCommands.AddTo(set);
        FindingsImportCommand.AddTo(set);
        FindingsListCommand.AddTo(set);
        FindingsExportCommand.AddTo(set);
        FindingsShowCommand.AddTo(set);
        FindingsAcceptCommand.AddTo(set);
        FindingsUnmatchedCommand.AddTo(set);
        RiskCommands.AddTo(set);
        RiskBurndownCommand.AddTo(set);
        IntelCommands.AddTo(set);
        UpdateCommands.AddTo(set);
        UpdateDecisionCommands.AddTo(set);
        RiskRulesCommands.AddTo(set);
        RolloutCommands.AddTo(set);
        WindowCommands.AddTo(set);
        FreezeCommands.AddTo(set);
        CalendarCommands.AddTo(set);
        WorkerCommands.AddTo(set);
        RoleCommands.AddTo(set);
        ReviewCommands.AddTo(set);
        NotifyCommands.AddTo(set);
        AuditCommands.AddTo(set);
        FileCommands.AddTo(set);
        DemoCommand.AddTo(set, openScreens);
        DoctorCommand.AddTo(set);
        CompletionCommand.AddTo(set);
        return set;
    }

    /// <param name="openScreens">Opens the TUI on the call's file; it is what a call without a command does.</param>
    public static int Run(string[] args, Streams streams, Func<Session, int> openScreens)
    {
        OutputFormat format = OutputFormats.Guess(args);
        using var interruption = new Interruption(format, streams.Error);
        bool verbose = args.Contains("--verbose");
        try
        {
            return Dispatch(args, format, streams, interruption, openScreens);
        }
        catch (CockpitException e)
        {
            if (verbose && e.InnerException is { } inner) streams.Error.WriteLine(Printable.Text(inner.ToString()));
            return ErrorPrinter.Print(e.Fault, format, streams.Error);
        }
        catch (OperationCanceledException) when (interruption.Requested)
        {
            return ErrorPrinter.Print(CallErrors.Interrupted.Because("Interrupted."), format, streams.Error);
        }
        catch (IOException e) when (BrokenPipe.Is(e))
        {
            // Whoever read our output has enough, as "| head" has.
            return (int)ExitCode.Done;
        }
#pragma warning disable CA1031 // The last line of defence: no stack trace may reach a person, the log has it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            string log = ErrorLog.Write(args, e);
            if (verbose) streams.Error.WriteLine(Printable.Text(e.ToString()));
            return ErrorPrinter.Print(CallErrors.Internal.Because($"Cockpit failed in itself ({e.GetType().Name}).", $"The details are in {log}."), format, streams.Error);
        }
    }

    private static int Dispatch(string[] args, OutputFormat format, Streams streams, Interruption interruption, Func<Session, int> openScreens)
    {
        CommandSet set = Commands(openScreens);
        // No response files: an argument "@file" is just a text here.
        ParseResult parse = set.Root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        Command command = parse.CommandResult.Command;
        if (parse.GetResult(GlobalOptions.Help) is { Implicit: false } && parse.UnmatchedTokens.Count == 0)
        {
            foreach (string line in HelpPrinter.Lines(set, command)) streams.Out.WriteLine(line);
            return (int)ExitCode.Done;
        }
        if (parse.GetResult(GlobalOptions.Version) is { Implicit: false } && parse.UnmatchedTokens.Count == 0)
        {
            streams.Out.WriteLine($"cockpit {typeof(CliProgram).Assembly.GetName().Version?.ToString(3)}");
            return (int)ExitCode.Done;
        }
        bool screens = command == set.Root && parse.UnmatchedTokens.Count == 0 && parse.Errors.All(e => e.SymbolResult is CommandResult);
        if (parse.Errors.Count > 0 && !screens) return ErrorPrinter.Print(UsageFault.Of(parse), format, streams.Error);
        var call = new Call(parse, format, streams, interruption);
        if (screens)
        {
            // Ctrl-C is a key there, and a signal has to give the terminal back first.
            interruption.Dispose();
            return openScreens(call.Session);
        }
        return set.Handler(command) is { } run ? run(call) : ErrorPrinter.Print(UsageFault.Of(parse), format, streams.Error);
    }
}
