using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Slices;

/// <summary>Tells whether an import runs, for what must wait for its end.</summary>
public static class RunningImports
{
    /// <summary>The import that runs at this moment, in slices or in one transaction; null for none.</summary>
    public static RunningImport? RunningImport(this ReadTransaction t) =>
        InSlices(t.Connection) ?? (ImportLock.IsHeld(t.File.Path) ? Core.Findings.RunningImport.Unknown : null);

    /// <exception cref="CockpitException">IMPORT_RUNNING.</exception>
    public static void RefuseWhileImporting(this ReadTransaction t)
    {
        if (t.RunningImport() is { } running) throw new CockpitException(FindingErrors.ImportRunning.Because(running.Sentence));
    }

    /// <summary>The same inside a write transaction, which no other single transaction can be beside.</summary>
    internal static void Refuse(SqliteConnection connection)
    {
        if (InSlices(connection) is { } running) throw new CockpitException(FindingErrors.ImportRunning.Because(running.Sentence));
    }

    internal static bool IsInSlices(SqliteConnection connection) => InSlices(connection) is not null;

    private static RunningImport? InSlices(SqliteConnection connection)
    {
        RunningImport? running = null;
        connection.ReadOne("SELECT id, file_name, permille FROM finding_import WHERE state = 1", r => running = new RunningImport(new ImportId(r.GetInt64(0)), r.GetString(1), r.GetInt32(2)));
        return running;
    }
}
