using System.Globalization;
using System.Xml;
using Cockpit.Core.Hosts.Editing;

namespace Cockpit.Scanner.Inventories.Nmap;

/// <summary>
/// Reads what "nmap -oX" wrote (nmap.dtd): every host that is up, by its name or else its address, with the port on which SSH or WinRM
/// answers. The document's own DTD is never read, so no entity can grow. Pure.
/// </summary>
public static class NmapReader
{
    private const int WinRmHttp = 5985, WinRmHttps = 5986, Ssh = 22;

    /// <summary>Ports of one host; nmap asks 65,535 of each of three protocols at most, and reports the open ones.</summary>
    private const int MaxPorts = 3 * 65_535;

    /// <exception cref="Core.Errors.CockpitException">HOST_FILE_INVALID: no XML, or not nmap's.</exception>
    public static InventoryFile Read(byte[] bytes)
    {
        var draft = new InventoryDraft(InventoryFormat.Nmap);
        if (bytes.Length > InventoryLimits.MaxBytes) throw InventoryLimits.Invalid($"The file has {bytes.Length:N0} bytes; {InventoryLimits.MaxBytes:N0} are allowed.");
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = InventoryLimits.MaxBytes, MaxCharactersFromEntities = 1024,
            IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true, CheckCharacters = true,
        };
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(bytes), settings);
            xml.MoveToContent();
            if (xml.Name != "nmaprun") throw InventoryLimits.Invalid($"The file is XML, but not nmap's: its root is {Quoted.Of(xml.Name)}.");
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element && xml.Name == "host") Host(xml, draft);
            }
        }
        catch (XmlException e)
        {
            // An interrupted nmap leaves a file without its end. What stands before it is whole, but nobody can say what is missing.
            throw new Core.Errors.CockpitException(Core.Errors.HostErrors.HostFileInvalid.Because($"The XML is broken or cut in line {e.LineNumber}."), e);
        }
        return draft.Done();
    }

    private static void Host(XmlReader xml, InventoryDraft draft)
    {
        int line = ((IXmlLineInfo)xml).LineNumber;
        var found = new Found();
        if (!xml.IsEmptyElement)
        {
            int depth = xml.Depth;
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
            {
                if (xml.NodeType == XmlNodeType.Element) found.Take(xml);
            }
        }
        string? name = found.UserName ?? found.PtrName ?? found.Address?.Replace(':', '-');
        if (found.Address is null || name is null) draft.Reject(line, "The host has no address.");
        else if (found.State is { } state && state != "up") draft.PassOver(line, $"{found.Address} is {(state.All(char.IsAsciiLetter) ? state : "not up")}.");
        else if (found.AskedPorts && found.SshPort is null && found.WinRmPort is null) draft.PassOver(line, $"{found.Address} answers, but neither SSH nor WinRM is open.");
        else draft.Add(InventoryDraft.Row(line, name.TrimEnd('.'), [
            (HostFields.Address, found.Address),
            (HostFields.Transport, found.SshPort is null && found.WinRmPort is not null ? "winrm" : null),
            (HostFields.Port, (found.SshPort ?? found.WinRmPort)?.ToString(CultureInfo.InvariantCulture))]));
    }

    private sealed class Found
    {
        private int ports;
        private int? port;
        private bool open, tcp;

        public string? Address { get; private set; }

        public string? UserName { get; private set; }

        public string? PtrName { get; private set; }

        public string? State { get; private set; }

        public bool AskedPorts { get; private set; }

        public int? SshPort { get; private set; }

        public int? WinRmPort { get; private set; }

        public void Take(XmlReader xml)
        {
            switch (xml.Name)
            {
                case "status":
                    State = xml.GetAttribute("state");
                    break;
                case "address" when xml.GetAttribute("addrtype") is "ipv4" or "ipv6":
                    if (Address is null || xml.GetAttribute("addrtype") == "ipv4") Address = Bounded(xml.GetAttribute("addr"));
                    break;
                case "hostname" when xml.GetAttribute("type") == "user":
                    UserName ??= Bounded(xml.GetAttribute("name"));
                    break;
                case "hostname":
                    PtrName ??= Bounded(xml.GetAttribute("name"));
                    break;
                case "ports":
                    AskedPorts = true;
                    break;
                case "port":
                    if (++ports > MaxPorts) throw InventoryLimits.Invalid("A host of the file has more ports than there are.");
                    tcp = xml.GetAttribute("protocol") == "tcp";
                    port = int.TryParse(xml.GetAttribute("portid"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
                    open = false;
                    break;
                case "state":
                    open = xml.GetAttribute("state") == "open";
                    if (!open || !tcp || port is null) break;
                    if (port == Ssh) SshPort = Ssh;
                    if (port == WinRmHttps || (port == WinRmHttp && WinRmPort is null)) WinRmPort = port;
                    break;
                case "service" when open && tcp && port is not null && xml.GetAttribute("name") == "ssh" && SshPort is null:
                    SshPort = port;
                    break;
            }
        }

        /// <summary>A text that is far too long for a name is cut; what is left is refused by the rules for names.</summary>
        private static string? Bounded(string? text) => text is null || text.Length == 0 ? null : text.Length > 300 ? text[..300] : text;
    }
}
