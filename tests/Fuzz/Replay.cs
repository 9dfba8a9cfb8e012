namespace Cockpit.Fuzz;

/// <summary>Reads every input once, which the short run does: what was found stays found.</summary>
internal static class Replay
{
    public static int Run()
    {
        int passed = 0, failed = 0;
        foreach (Target target in Targets.All)
        {
            var files = Corpus.FilesOf(target);
            if (files.Count == 0)
            {
                Console.WriteLine($"{target.Name} has no corpus: put a real input into tests/Fuzz/Corpus/{target.Name}.");
                failed++;
            }

            foreach (string file in files)
            {
                try
                {
                    Targets.Try(target, File.ReadAllBytes(file));
                    passed++;
                }
                catch (Exception e)
                {
                    Console.WriteLine($"{target.Name} broke on {file}: {e}");
                    failed++;
                }
            }
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }
}
