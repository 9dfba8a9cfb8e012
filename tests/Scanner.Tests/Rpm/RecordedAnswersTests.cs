using System.Globalization;
using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Tests.Linux;
using CsCheck;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Rpm;

/// <summary>Answers of hosts with dnf, zypper, apk and pacman; the README beside each says whether it is of a real one.</summary>
public sealed class RecordedAnswersTests
{
    private static readonly string[] Families = ["Dnf", "Zypper", "Apk", "Pacman"];

    public static TheoryData<string> All =>
        [.. Families.SelectMany(f => Directory.GetFiles(Answers.Folder(f), "*.answer").Select(p => $"{f}/{Path.GetFileNameWithoutExtension(p)}")).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void An_answer_reads_as_written_beside_it(string name)
    {
        var expected = Path.Combine(Answers.Folder(name.Split('/')[0]), name.Split('/')[1] + ".expected");
        var text = FactsText.Of(Read(Answers.Text(name)));
        Assert.True(File.Exists(expected), $"{expected} is missing. What was read:\n{text}");
        Assert.Equal(File.ReadAllText(expected), text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Cut_off_anywhere_it_is_no_inventory(string name)
    {
        var answer = Answers.Bytes(Answers.Text(name));
        for (var length = 0; length < answer.Length - 1; length += 211)
        {
            Assert.Equal("SCAN_UNREADABLE", Fails(answer[..length]).Code.Name);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Any_bytes_give_an_inventory_or_a_named_fault(string name)
    {
        var answer = Answers.Bytes(Answers.Text(name));
        Gen.Select(Gen.Int[0, answer.Length - 1], Gen.Byte, Gen.Int[0, answer.Length - 1], Gen.Byte).Sample((at, value, at2, value2) =>
        {
            var changed = (byte[])answer.Clone();
            (changed[at], changed[at2]) = (value, value2);
            try
            {
                var told = ToldAt(Encoding.UTF8.GetString(changed));
                return !FactsText.Of(LinuxInventory.Parse(changed, Answers.Nonce, told, told)).Any(c => char.IsControl(c) && c != '\n');
            }
            catch (CockpitException e)
            {
                return e.Fault.Code.Name is "SCAN_UNREADABLE" or "UNSUPPORTED_OS" && !e.Fault.Message.Any(char.IsControl);
            }
        }, iter: 300);
    }

    internal static Inventory Read(string answer) => LinuxInventory.Parse(Encoding.UTF8.GetBytes(answer), Answers.Nonce, ToldAt(answer), ToldAt(answer));

    internal static Fault Fails(byte[] answer)
    {
        var told = ToldAt(Encoding.UTF8.GetString(answer));
        return Assert.Throws<CockpitException>(() => LinuxInventory.Parse(answer, Answers.Nonce, told, told)).Fault;
    }

    /// <summary>When the answer was recorded, by the host's own clock, so that it was right.</summary>
    private static Instant ToldAt(string answer)
    {
        var mark = $"@{Answers.Nonce} begin clock\n";
        var at = answer.IndexOf(mark, StringComparison.Ordinal);
        var text = at < 0 ? "" : answer[(at + mark.Length)..].Split('\n')[0];
        return long.TryParse(text, NumberStyles.None, null, out var seconds) && seconds <= uint.MaxValue ? Instant.FromUnixTimeSeconds(seconds) : Instant.FromUnixTimeSeconds(0);
    }
}
