using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Scanner.Csv;
using Cockpit.Store;
using Cockpit.Store.Findings;
using NodaTime;

namespace Cockpit.LabWorker;

/// <summary>An import that says each word of progress on standard output and goes on once a line came in answer, so that it cannot be over before whoever wants to kill it has read.</summary>
internal static class ImportOutLoud
{
    public static int Run(string path, string export, Actor me)
    {
        Instant now = SystemClock.Instance.GetCurrentInstant();
        using CockpitFile file = CockpitFile.Open(path, FileAccessMode.Write, me, now);
        using IFindingReader reader = FindingFiles.Open(export, FindingFormat.Auto);
        using Stream output = Console.OpenStandardOutput();
        FindingImporter.Import(file, reader, new ImportOptions(Path.GetFileName(export)), me, now, _ =>
        {
            output.Write("progress\n"u8);
            Console.In.ReadLine();
        });
        output.Write("done\n"u8);
        return 0;
    }
}
