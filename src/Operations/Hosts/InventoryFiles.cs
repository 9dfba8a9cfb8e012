using Cockpit.Core.Errors;
using Cockpit.Scanner.Inventories;

namespace Cockpit.Operations.Hosts;

/// <summary>Reads inventory files from the disk, with the files that they speak of.</summary>
internal static class InventoryFiles
{
    /// <summary>Files of one Include or one group's variables; a folder with more of them is none of a configuration.</summary>
    private const int MaxFiles = 1_000;

    /// <exception cref="CockpitException">HOST_FILE_INVALID.</exception>
    public static InventoryFile Read(string path, InventoryFormat? format)
    {
        byte[] bytes = Bytes(path);
        string full = Path.GetFullPath(path);
        InventoryFormat chosen = format ?? InventoryReader.Guess(path, bytes);
        string folder = chosen is InventoryFormat.SshConfig ? SshFolder(full) : Path.GetDirectoryName(full)!;
        return InventoryReader.Read(chosen, path, bytes, pattern => Parts(folder, pattern));
    }

    /// <summary>Where ssh_config(5) looks for the relative files of an Include: ~/.ssh for a person's, /etc/ssh for the system's own.</summary>
    private static string SshFolder(string path) =>
        path.StartsWith("/etc/ssh/", StringComparison.Ordinal) ? "/etc/ssh" : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", ".ssh");

    private static IReadOnlyList<InventoryPart> Parts(string folder, string pattern)
    {
        if (pattern.StartsWith("~/", StringComparison.Ordinal)) pattern = Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", pattern[2..]);
        string path = Path.GetFullPath(pattern, folder);
        string? directory = Path.GetDirectoryName(path);
        string name = Path.GetFileName(path);
        if (name.Length == 0 || directory is null) return [];
        try
        {
            if (name.IndexOfAny(['*', '?']) < 0) return Part(path);
            return !Directory.Exists(directory) ? [] : [.. Directory.EnumerateFiles(directory, name).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal).Take(MaxFiles).SelectMany(Part)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"{path} cannot be read.", e);
        }
    }

    private static IReadOnlyList<InventoryPart> Part(string path) => File.Exists(path) ? [new InventoryPart(path, Bytes(path))] : [];

    private static byte[] Bytes(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) throw Invalid(Directory.Exists(path) ? $"{path} is a folder." : $"There is no file {path}.");
            if (info.Length > InventoryReader.MaxBytes) throw TooLong(path);
            // A pipe or a device says that it has no length, so what is read is counted.
            using FileStream stream = File.OpenRead(path);
            var bytes = new MemoryStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read; (read = stream.Read(buffer)) > 0; bytes.Write(buffer, 0, read))
            {
                if (bytes.Length + read > InventoryReader.MaxBytes) throw TooLong(path);
            }
            return bytes.ToArray();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Invalid($"{path} cannot be read.", e);
        }
    }

    private static CockpitException TooLong(string path) => Invalid($"{path} has more than {InventoryReader.MaxBytes:N0} bytes.");

    private static CockpitException Invalid(string what, Exception? inner = null) => inner is null
        ? new(HostErrors.HostFileInvalid.Because(Printable.Line(what)))
        : new(HostErrors.HostFileInvalid.Because(Printable.Line(what)), inner);
}
