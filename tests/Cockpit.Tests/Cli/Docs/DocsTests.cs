using Cockpit.Cli;
using Cockpit.Core.Operations;

namespace Cockpit.Cockpit.Tests.Cli.Docs;

public sealed class DocsTests
{
    private const string Refresh = "COCKPIT_WRITE_DOCS=1 dotnet run --project tests/Cockpit.Tests -- -class Cockpit.Cockpit.Tests.Cli.Docs.DocsTests";

    [Fact]
    public void The_command_line_is_documented_as_it_is() => Compare("docs/CLI.md", CliDocs.Write());

    [Fact]
    public void The_keys_are_documented_as_they_are() => Compare("docs/KEYS.md", KeyDocs.Write());

    [Fact]
    public void The_facts_of_scopes_are_documented_as_they_are() => Compare("docs/SCOPES.md", ScopeDocs.Text(File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "docs/SCOPES.md"))));

    [Fact]
    public void Every_operation_has_a_command()
    {
        CommandSet set = CliProgram.Commands(_ => 0);
        var verbs = set.Root.Subcommands.SelectMany(CliDocs.WithAllBelow).Select(set.Operation).OfType<Operation>().Select(o => o.Verb).ToHashSet();
        Assert.All(OperationTable.All, o => Assert.Contains(o.Verb, verbs));
    }

    private static void Compare(string path, string wanted)
    {
        string file = Path.Combine(Root(AppContext.BaseDirectory), path);
        wanted = wanted.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("COCKPIT_WRITE_DOCS") == "1") File.WriteAllText(file, wanted);
        Assert.True(File.Exists(file) && File.ReadAllText(file) == wanted, $"{path} is stale. Write it anew: {Refresh}");
    }

    internal static string Root(string from) => File.Exists(Path.Combine(from, "Cockpit.sln")) ? from : Root(Path.GetDirectoryName(from)!);
}
