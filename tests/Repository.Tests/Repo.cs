namespace Cockpit.Repository.Tests;

/// <summary>The files of this repository, found from where the test runs.</summary>
internal static class Repo
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Files below a folder that are ours: no build output. Paths are relative to the root, with "/".</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        !Directory.Exists(Path.Combine(Root, folder)) ? [] :
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or ".git"))
            .Order(StringComparer.Ordinal);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "Cockpit.sln")) ? from : FindRoot(Path.GetDirectoryName(from) ?? throw new InvalidOperationException("Cockpit.sln was not found above the test."));
}
