using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Hosts.Editing;

namespace Cockpit.Scanner.Inventories.HostsFile;

/// <summary>
/// Reads /etc/hosts (hosts(5)): an address and its names, the first being the host's, the others more names of it. Addresses that are
/// this machine's own or no machine's (loopback, multicast, link-local) are passed over. Pure.
/// </summary>
public static class HostsFileReader
{
    /// <exception cref="Core.Errors.CockpitException">HOST_FILE_INVALID.</exception>
    public static InventoryFile Read(byte[] bytes) => Read(InventoryText.Decode(bytes));

    internal static InventoryFile Read(string text)
    {
        var draft = new InventoryDraft(InventoryFormat.Hosts);
        foreach ((int number, string line) in InventoryText.Lines(text))
        {
            if (line.Length > InventoryLimits.MaxLine)
            {
                draft.Reject(number, $"The line has {line.Length:N0} characters; {InventoryLimits.MaxLine:N0} are allowed.");
                continue;
            }
            string[] words = line.Split('#', 2)[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0) continue;
            if (!IPAddress.TryParse(words[0], out IPAddress? address) || !LooksLikeAddress(words[0])) draft.Reject(number, $"{Quoted.Of(words[0])} is no address.");
            else if (words.Length == 1) draft.Reject(number, $"{words[0]} has no name.");
            else if (WhyNoHost(address) is { } why) draft.PassOver(number, $"{words[0]} is {why}.");
            else draft.Add(InventoryDraft.Row(number, words[1], [(HostFields.Address, words[0])], aliases: [.. words[2..].Distinct(StringComparer.OrdinalIgnoreCase)]));
        }
        return draft.Done();
    }

    /// <summary>The library also takes "1" and "0x7f.1" for addresses; here a word that begins so is a mistake.</summary>
    private static bool LooksLikeAddress(string word) => word.Contains(':', StringComparison.Ordinal) || word.Count(c => c == '.') == 3;

    private static string? WhyNoHost(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return "this machine itself";
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return "no machine's address";
        if (address.Equals(IPAddress.Broadcast)) return "a broadcast address";
        byte[] b = address.GetAddressBytes();
        if (address.IsIPv6Multicast || (address.AddressFamily is AddressFamily.InterNetwork && b[0] is >= 224 and < 240)) return "a multicast address";
        return address.IsIPv6LinkLocal ? "an address of one link only" : address.Equals(IPAddress.Parse("fe00::")) || address.Equals(IPAddress.Parse("ff00::")) ? "no machine's address" : null;
    }
}
