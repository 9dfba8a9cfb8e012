using Cockpit.Tui;

return args.Length == 0 ? TuiProgram.Run(Environment.GetEnvironmentVariable("COCKPIT_DB") ?? "cockpit.db") : 2;
