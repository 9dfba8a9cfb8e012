using System.Globalization;
using System.Text.Json;
using Cockpit.Core.Journal;

namespace Cockpit.Core.Tests.Golden;

/// <summary>
/// A journal of format 1 as it was written once, one row a line: numbers and texts as they are, the payload's bytes in base64, hashes in hex.
/// It stands for every file that people have; it is never written again.
/// </summary>
internal static class GoldenJournal
{
    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    public static List<JournalRow> Rows() => [.. File.ReadLines(PathOf("journal-v1.jsonl")).Select(Row)];

    public static byte[] Plan() => File.ReadAllBytes(PathOf("plan-v1.json"));

    public static string Expected() => File.ReadAllText(PathOf("journal-v1.expected.txt"));

    private static JournalRow Row(string line)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement r = document.RootElement;
        return new JournalRow(
            r.GetProperty("seq").GetInt64(), r.GetProperty("stream").GetString()!, r.GetProperty("streamSeq").GetInt64(),
            JournalHash.FromMicroseconds(r.GetProperty("atUs").GetInt64()), r.GetProperty("actorUid").GetInt64(),
            r.GetProperty("loginUid") is { ValueKind: JsonValueKind.Number } login ? login.GetInt64() : null,
            r.GetProperty("type").GetString()!, r.GetProperty("payload").GetBytesFromBase64(),
            Convert.FromHexString(r.GetProperty("prevHash").GetString()!), Convert.FromHexString(r.GetProperty("hash").GetString()!));
    }
}
