using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Cockpit.Repository.Tests;

/// <summary>Rules that hold for the whole tree. Each failure names the file and the remedy.</summary>
public sealed partial class RepositoryRules
{
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Core"] = [],
        ["Store"] = ["Core"],
        ["Remote"] = ["Core"],
        ["Scanner"] = ["Core", "Remote"],
        ["Executor"] = ["Core", "Remote", "Scanner"],
        ["Simulation"] = ["Core"],
        ["Operations"] = ["Core", "Store", "Remote", "Scanner", "Executor", "Simulation"],
        ["Cockpit"] = ["Core", "Operations"],
    };

    [Fact]
    public void Source_projects_reference_only_what_the_architecture_allows()
    {
        foreach (string project in Repo.Files("src", "*.csproj"))
        {
            string name = Path.GetFileNameWithoutExtension(project);
            Assert.True(AllowedReferences.ContainsKey(name), $"{project} is not in docs/ARCHITECTURE.md; find the part that it belongs to.");
            var extra = XDocument.Parse(Repo.Text(project)).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
                .Except(AllowedReferences[name]);
            Assert.True(!extra.Any(), $"{project} references {string.Join(", ", extra)}; move the code to the part that may, or declare a port in Core.");
        }
    }

    [Fact]
    public void Tests_do_not_sleep() => NoMatch(Repo.Files("tests", "*.cs").Where(f => !f.Contains("Repository.Tests")), Sleeps(), "wait for an event or use virtual time");

    [Fact]
    public void Nothing_is_left_open_in_the_code() => NoMatch(Repo.Files("src", "*.cs").Concat(Repo.Files("tests", "*.cs").Where(f => !f.Contains("Repository.Tests"))), LeftOpen(), "do it or delete it");

    [Fact]
    public void No_test_is_skipped_for_good() => NoMatch(Repo.Files("tests", "*.cs").Where(f => !f.Contains("Repository.Tests")), SkippedForGood(), "skip at run time with the reason, or delete the test");

    [Fact]
    public void Versions_are_named_in_one_place() =>
        NoMatch(Repo.Files("src", "*.csproj").Concat(Repo.Files("tests", "*.csproj")), PackageVersion(), "put the version into Directory.Packages.props");

    [Fact]
    public void Links_in_documents_resolve()
    {
        foreach (string document in Directory.EnumerateFiles(Repo.Root, "*.md").Select(f => Path.GetRelativePath(Repo.Root, f)).Concat(Repo.Files("docs", "*.md")).Concat(Repo.Files("sample-data", "*.md")))
        {
            foreach (Match link in Link().Matches(Repo.Text(document)))
            {
                string target = link.Groups[1].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
                string path = Path.Combine(Repo.Root, Path.GetDirectoryName(document)!, target);
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{document} links to {target}, which is not there; mend the link.");
            }
        }
    }

    [Fact]
    public void Every_project_has_a_lock_file()
    {
        foreach (string project in Repo.Files("src", "*.csproj").Concat(Repo.Files("tests", "*.csproj")))
            Assert.True(File.Exists(Path.Combine(Repo.Root, Path.GetDirectoryName(project)!, "packages.lock.json")), $"{project} has no packages.lock.json; run dotnet restore and commit it.");
    }

    private static void NoMatch(IEnumerable<string> files, Regex pattern, string remedy)
    {
        foreach (string file in files)
        {
            Match match = pattern.Match(Repo.Text(file));
            Assert.False(match.Success, $"{file} has \"{match.Value}\"; {remedy}.");
        }
    }

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay")]
    private static partial Regex Sleeps();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b")]
    private static partial Regex LeftOpen();

    [GeneratedRegex(@"Skip *= *""")]
    private static partial Regex SkippedForGood();

    [GeneratedRegex(@"<PackageReference[^>]*\bVersion=")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
