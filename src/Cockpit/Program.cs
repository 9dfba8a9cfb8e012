using Cockpit.Cli;
using Cockpit.Cli.Output;
using Cockpit.Tui;

var streams = Streams.OfProcess();
return CliProgram.Run(args, streams, session => TuiProgram.Run(session, streams.Error));
