using Cockpit.Core.Findings;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>The columns of a finding that its risk is made from, in the order in which they are always read.</summary>
internal static class StoredScores
{
    public const string Columns = "f.severity, f.cvss2, f.cvss3, f.cvss4, f.vpr, f.epss, f.qds, f.flags";

    public static (Severity Severity, FindingScores Scores, FindingFlags Flags) Read(SqliteDataReader r, int first) => (
        (Severity)r.GetInt32(first),
        new FindingScores((short)r.GetInt32(first + 1), (short)r.GetInt32(first + 2), (short)r.GetInt32(first + 3), (short)r.GetInt32(first + 4), r.GetInt32(first + 5), (short)r.GetInt32(first + 6)),
        (FindingFlags)r.GetInt32(first + 7));
}
