namespace Cockpit.Scanner.Csv;

/// <summary>Which export a file is taken for; Auto looks at its header. Nessus and Qualys are all of Tenable's and of Qualys' exports, the others one of them.</summary>
public enum FindingFormat { Auto, Nessus, Qualys, TenableSc, TenableVm, QualysVmdr, QualysPci, QualysWas, QualysPatch }

/// <summary>The formats by the words that people type.</summary>
public static class FindingFormats
{
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<FindingFormat>().Select(WordOf)];

    public static string WordOf(FindingFormat format) => format switch
    {
        FindingFormat.TenableSc => "tenable-sc", FindingFormat.TenableVm => "tenable-vm", FindingFormat.QualysVmdr => "qualys-vmdr", FindingFormat.QualysPci => "qualys-pci",
        FindingFormat.QualysWas => "qualys-was", FindingFormat.QualysPatch => "qualys-patch", FindingFormat.Nessus => "nessus", FindingFormat.Qualys => "qualys", _ => "auto",
    };

    /// <summary>Null where there is no such format.</summary>
    public static FindingFormat? Find(string word) => Enum.GetValues<FindingFormat>().Where(f => WordOf(f).Equals(word, StringComparison.OrdinalIgnoreCase)).Select(f => (FindingFormat?)f).FirstOrDefault();

    /// <summary>Whether a file of this format is what was asked for.</summary>
    public static bool Fits(this FindingFormat wanted, FindingFormat found) => wanted is FindingFormat.Auto || wanted == found || wanted == Family(found);

    private static FindingFormat Family(FindingFormat format) => format is FindingFormat.TenableSc or FindingFormat.TenableVm or FindingFormat.Nessus ? FindingFormat.Nessus : FindingFormat.Qualys;
}
