using System.Diagnostics;
using System.Globalization;

namespace Cockpit.Fuzz;

/// <summary>Runs afl-fuzz on parsers, as many at once as there are processors, and tells what it found.</summary>
internal static class Campaign
{
    /// <summary>For one input. The slowest real one takes some milliseconds; a parser that takes this long hangs a scan of thousands.</summary>
    private const int TimeoutMilliseconds = 2000;

    /// <summary>How long .NET may take to start on a busy machine.</summary>
    private const int StartMilliseconds = 60_000;

    private static readonly string Folder = Path.Combine(Corpus.Root, "artifacts", "fuzz");

    public static int Run(int seconds, IReadOnlyList<string> names)
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        string program = Instrumented.CopyTo(Path.Combine(Folder, "bin"));
        Target[] targets = names.Count > 0 ? [.. names.Select(Targets.Find)] : [Targets.Find(Targets.PlantedName), .. Targets.All];
        int failed = 0;
        object gate = new();
        var queue = new Queue<Target>(targets);
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Console.WriteLine($"{targets.Length - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;

        void Work()
        {
            while (true)
            {
                Target target;
                lock (gate)
                {
                    if (!queue.TryDequeue(out target!)) return;
                }

                bool good = Fuzz(program, target, seconds, out string line);
                lock (gate)
                {
                    Console.WriteLine(line);
                    if (!good) failed++;
                }
            }
        }
    }

    private static bool Fuzz(string program, Target target, int seconds, out string line)
    {
        string own = Path.Combine(Folder, target.Name), output = Path.Combine(own, "out");
        Corpus.CopyTo(target, Path.Combine(own, "in"));
        var start = new ProcessStartInfo("afl-fuzz")
        {
            ArgumentList =
            {
                "-i", Path.Combine(own, "in"), "-o", output, "-V", seconds.ToString(CultureInfo.InvariantCulture),
                "-t", TimeoutMilliseconds.ToString(CultureInfo.InvariantCulture), "-m", "none", "-s", "1", "--", program, "target", target.Name,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string setting in new[] { "AFL_SKIP_BIN_CHECK", "AFL_NO_UI", "AFL_NO_AFFINITY", "AFL_SKIP_CPUFREQ", "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES", "AFL_IGNORE_SEED_PROBLEMS" })
            start.Environment[setting] = "1";
        start.Environment["AFL_FORKSRV_INIT_TMOUT"] = StartMilliseconds.ToString(CultureInfo.InvariantCulture);

        // The tiered compiler would make the first thousand inputs of each parser look slow.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using Process afl = Process.Start(start)!;
        Task<string> said = afl.StandardOutput.ReadToEndAsync(), complained = afl.StandardError.ReadToEndAsync();
        afl.WaitForExit();
        string log = said.Result + complained.Result;
        File.WriteAllText(Path.Combine(own, "afl.log"), log);
        var found = Statistics.Read(Path.Combine(output, "default", "fuzzer_stats"));
        if (found is null)
        {
            line = $"FAIL {target.Name}: afl-fuzz ended with {afl.ExitCode} and no figures; artifacts/fuzz/{target.Name}/afl.log";
            return false;
        }

        bool planted = target.Name == Targets.PlantedName;
        bool good = planted ? found.Crashes > 0 : found is { Crashes: 0, Hangs: 0, Executions: > 0 };
        line = $"{(good ? "ok  " : "FAIL")} {target.Name,-16} {found.Executions,10:N0} inputs {found.Edges,6:N0} branches {found.Corpus,5:N0} kept  "
            + (planted ? found.Crashes > 0 ? "the planted fault was found" : "the planted fault was not found" : $"{found.Crashes} faults {found.Hangs} hangs")
            + (good || planted ? "" : $"; artifacts/fuzz/{target.Name}/out/default");
        return good;
    }

    /// <summary>The figures that afl-fuzz leaves behind.</summary>
    private sealed record Statistics(long Executions, long Corpus, long Edges, long Crashes, long Hangs)
    {
        public static Statistics? Read(string file)
        {
            if (!File.Exists(file)) return null;
            var values = File.ReadLines(file).Select(l => l.Split(':', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0].Trim(), p => p[1].Trim());
            return new Statistics(Number("execs_done"), Number("corpus_count"), Number("edges_found"), Number("saved_crashes"), Number("saved_hangs"));

            long Number(string name) => values.TryGetValue(name, out string? text) && long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number : -1;
        }
    }
}
