using Cockpit.Cli;
using Cockpit.Cli.Output;
using Cockpit.Tui;

return CliProgram.Run(args, Streams.OfProcess(), session => TuiProgram.Run(session.FilePath));
