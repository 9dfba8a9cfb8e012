namespace Cockpit.Store;

/// <summary>SQLite itself, a library beside the program.</summary>
internal static class SqliteLibrary
{
    /// <summary>
    /// Each thread has its own connection, so SQLite need not guard every call on one against others. It has to be told before the first
    /// connection; where somebody else opened one before, it stays as it is.
    /// </summary>
    static SqliteLibrary()
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>Loads it, once in a process. Where it is missing, the initializer fails, which <see cref="SqliteFaults"/> names.</summary>
    public static bool Load() => true;
}
