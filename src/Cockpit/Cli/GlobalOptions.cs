using System.CommandLine;
using Cockpit.Cli.Output;

namespace Cockpit.Cli;

/// <summary>What every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Db = new("--db") { Description = "the file; else $COCKPIT_DB, else cockpit.db in the current folder", HelpName = "FILE", Recursive = true };

    public static readonly Option<string?> Output = new("--output", "-o") { Description = "text, json, csv or md (Markdown)", HelpName = "FORMAT", Recursive = true };

    public static readonly Option<bool> NoColor = new("--no-color") { Description = "no colour; so does NO_COLOR", Recursive = true };

    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "answers what a dangerous command asks", Recursive = true };

    public static readonly Option<string?> As = new("--as") { Description = "a remark beside the OS user in the audit", HelpName = "NAME", Recursive = true };

    public static readonly Option<int?> VaultDescriptor = Numbered("--vault-fd", "a descriptor that gives the vault's passphrase, as in --vault-fd 3 3< FILE", 0, 1_023, "N");

    public static readonly Option<bool> Verbose = new("--verbose") { Description = "details of an internal error, and where the log is", Recursive = true };

    public static readonly Option<bool> Help = new("--help", "-h", "-?") { Description = "help on where it stands", Recursive = true };

    public static readonly Option<bool> Version = new("--version") { Description = "which version this is", Recursive = true };

    public static IReadOnlyList<Option> All { get; } = [Db, Output, NoColor, Yes, As, VaultDescriptor, Verbose, Help, Version];

    private static Option<int?> Numbered(string name, string help, int least, int most, string valueName)
    {
        Option<int?> option = Options.Number(name, help, least, most, valueName);
        option.Recursive = true;
        return option;
    }

    static GlobalOptions()
    {
        Options.Limit(Output, [.. OutputFormats.Words]);
        Db.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }]) result.AddError("--db names no file: its value is empty.");
        });
    }
}
