using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>The program as it was copied by someone who left SQLite's library behind.</summary>
public sealed class BrokenInstallTests : IDisposable
{
    private const string Library = "libe_sqlite3";

    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-broken-").FullName;
    private readonly Program program;

    public BrokenInstallTests()
    {
        string original = Program.Command[^1], from = Path.GetDirectoryName(original)!;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith(Library, StringComparison.Ordinal)))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            // A program looks for its libraries where it really lies, so a link to it would find them.
            if (file == original) File.Copy(file, copy);
            else File.CreateSymbolicLink(copy, file);
        }
        program = new Program([.. Program.Command[..^1], Path.Combine(folder, Path.GetFileName(original))]);
    }

    public void Dispose()
    {
        program.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_program_without_its_library_names_it_and_touches_nothing()
    {
        Ran made = program.Run("host", "add", "web-01");
        Assert.Equal((4, ""), (made.Exit, made.Out));
        Assert.StartsWith($"LIBRARY_MISSING SQLite's library, {Library}, cannot be loaded; it belongs beside the program in {folder}. No server was touched", made.Error);
        Assert.DoesNotContain("   at ", made.Error);
        Assert.Empty(Directory.GetFileSystemEntries(program.Folder));

        // A file that is there, in both formats of an error.
        using var whole = new Program();
        Assert.Equal(0, whole.Run("host", "add", "web-01").Exit);
        string database = Path.Combine(whole.Folder, "cockpit.db");
        byte[] before = File.ReadAllBytes(database);
        Ran read = program.Run("host", "list", "--db", database, "-o", "json");
        Assert.Equal(4, read.Exit);
        using JsonDocument error = JsonDocument.Parse(read.Error);
        Assert.Equal("LIBRARY_MISSING", error.RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(before, File.ReadAllBytes(database));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    public void What_needs_no_file_needs_no_library(string call) => Assert.Equal(0, program.Run(call).Exit);
}
