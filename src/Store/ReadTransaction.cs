using Microsoft.Data.Sqlite;

namespace Cockpit.Store;

/// <summary>An open read transaction. The read models of this project hang their queries on it as extensions.</summary>
public class ReadTransaction
{
    internal ReadTransaction(CockpitFile file) => File = file;

    internal CockpitFile File { get; }

    internal SqliteConnection Connection => File.Connection;
}
