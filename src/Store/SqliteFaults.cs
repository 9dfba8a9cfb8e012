using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Store.Findings.Slices;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store;

/// <summary>Turns what SQLite raises into the file codes of the error table (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    public static T Translate<T>(string path, Func<T> body)
    {
        try
        {
            return body();
        }
        catch (SqliteException e)
        {
            throw new CockpitException(FaultOf(path, e), e);
        }
        catch (TypeInitializationException e) when (IsLibraryMissing(e))
        {
            throw new CockpitException(FileErrors.LibraryMissing.Because($"SQLite's library, libe_sqlite3, cannot be loaded; it belongs beside the program in {AppContext.BaseDirectory.TrimEnd('/')}."), e);
        }
    }

    /// <summary>The library is loaded by the initializer of a type.</summary>
    private static bool IsLibraryMissing(Exception? e) => e is not null && (e is DllNotFoundException || IsLibraryMissing(e.InnerException));

    private static Fault FaultOf(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        // An import in one transaction holds the file for longer than anyone waits.
        5 or 6 when ImportLock.IsHeld(path) => FindingErrors.ImportRunning.Because(RunningImport.Unknown.Sentence),
        5 or 6 => FileErrors.FileLocked.Because($"Another process has {path} locked."),
        8 => FileErrors.FileReadOnly.Because($"{path} cannot be written by this user."),
        10 or 14 => FileErrors.FileMissing.Because($"{path} cannot be opened or read."),
        11 => FileErrors.FileDamaged.Because($"{path} is damaged."),
        13 => FileErrors.FileNoSpace.Because($"The disk of {path} is full."),
        26 => FileErrors.FileNotCockpit.Because($"{path} is no Cockpit file."),
        _ => CallErrors.Internal.Because($"SQLite could not do it ({e.SqliteErrorCode}/{e.SqliteExtendedErrorCode})."),
    };
}
