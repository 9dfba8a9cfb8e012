using SharpFuzz;

namespace Cockpit.Fuzz;

/// <summary>A copy of this program whose parsers tell afl-fuzz which branches they took.</summary>
internal static class Instrumented
{
    /// <summary>Our own assemblies that hold parsers; this one holds the planted fault.</summary>
    private static readonly string[] Assemblies = ["Cockpit.Core.dll", "Cockpit.Remote.dll", "Cockpit.Scanner.dll", "Cockpit.Executor.dll", "Cockpit.Fuzz.dll"];

    /// <summary>Makes the copy and returns the program to start.</summary>
    public static string CopyTo(string folder)
    {
        string from = AppContext.BaseDirectory;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        foreach (string assembly in Assemblies)
        {
            // What runs the parsers must not look like a parser: only the planted fault of this assembly counts.
            bool own = assembly == "Cockpit.Fuzz.dll";
            Fuzzer.Instrument(Path.Combine(folder, assembly), type => !own || type == typeof(Planted).FullName, Options.Value);
        }

        return Path.Combine(folder, "Cockpit.Fuzz");
    }
}
