using System.Reflection;
using System.Text.Json.Serialization;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Rollouts;
using Xunit;

namespace Cockpit.Core.Tests.Golden;

/// <summary>Files that were written once must be readable for good: the chain holds, every event is known, and the states are what they were.</summary>
public sealed class GoldenJournalTests
{
    private static readonly FileId File = new(Guid.Parse("6f1c0f3a-7a53-4c65-9d3b-0c2a4b5d6e7f"));

    [Fact]
    public void The_chain_of_format_1_holds()
    {
        var check = new ChainCheck();
        Assert.All(GoldenJournal.Rows(), row => Assert.True(check.Take(row), $"row {row.Seq} does not hold"));
        Assert.Equal(GoldenJournal.Rows().Count, check.Events);
    }

    [Fact]
    public void A_changed_payload_breaks_it()
    {
        List<JournalRow> rows = GoldenJournal.Rows();
        byte[] payload = rows[3].Payload.ToArray();
        payload[^5] ^= 1;
        var check = new ChainCheck();
        foreach (JournalRow row in rows) check.Take(row.Seq == 4 ? row with { Payload = payload } : row);
        Assert.Equal(4, check.FirstBadSeq);
    }

    [Fact]
    public void Every_event_type_is_in_it()
    {
        string[] known = [.. typeof(RolloutEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!).Order()];
        Assert.Equal(known.Except(Later.Select(l => l.Type)), GoldenJournal.Rows().Select(r => r.Type).Distinct().Order());
    }

    /// <summary>Events that came after the golden journal was written, with a payload as it stays for good.</summary>
    private static readonly (string Type, string Payload)[] Later =
    [
        ("rollout.pauseLifted", """{"by":{"name":"worker","remark":null},"event":{"type":"rollout.pauseLifted","cause":"credentialsLocked"}}"""),
        ("rollout.expired", """{"by":{"name":"worker","remark":null},"event":{"type":"rollout.expired","reason":"not approved in time"}}"""),
        ("rollout.glassBroken", """{"by":{"name":"anna","remark":null},"event":{"type":"rollout.glassBroken","planHash":"ab","reason":"exploited","until":"2026-10-21T12:00:00Z","secondOwedUntil":null}}"""),
    ];

    [Fact]
    public void Later_events_keep_their_bytes_too()
    {
        JournalRow first = GoldenJournal.Rows()[0];
        foreach (var (type, payload) in Later)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(payload);
            RecordedEvent e = RolloutEventJson.Read(first with { Type = type, Payload = bytes });
            Assert.Equal((type, payload), (RolloutEventJson.Write(e.By, e.Event).Type, System.Text.Encoding.UTF8.GetString(RolloutEventJson.Write(e.By, e.Event).Payload)));
        }
    }

    [Fact]
    public void It_evolves_to_the_same_states_as_when_it_was_written()
    {
        byte[] plan = GoldenJournal.Plan();
        string states = string.Concat(GoldenJournal.Rows().GroupBy(r => r.Stream).Select(stream =>
        {
            Assert.True(RolloutId.TryParse(stream.Key, out RolloutId id));
            return StateText.Of(RolloutReplay.Play(id, File, stream, null, hash => PlanFormat.Read(plan, hash))!);
        }));
        Assert.Equal(GoldenJournal.Expected(), states);
    }

    [Fact]
    public void Written_again_its_events_have_the_same_bytes()
    {
        foreach (JournalRow row in GoldenJournal.Rows())
        {
            RecordedEvent e = RolloutEventJson.Read(row);
            Assert.Equal(row.Payload.ToArray(), RolloutEventJson.Write(e.By, e.Event).Payload);
        }
    }
}
