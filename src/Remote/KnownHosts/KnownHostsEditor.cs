using System.Security.Cryptography;
using System.Text;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.KnownHosts;

/// <summary>Writes to a person's known_hosts file. Only ever at their word; one process at a time, and ssh itself never sees half a line.</summary>
internal static class KnownHostsEditor
{
    /// <summary>How long another process may hold the file.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private static readonly Lock Gate = new();

    /// <summary>Appends one line.</summary>
    /// <param name="name">As <see cref="HostPattern.NameOf"/> makes it.</param>
    /// <param name="hashed">The name is hidden in a hash, as HashKnownHosts does.</param>
    /// <exception cref="CockpitException">KNOWN_HOSTS_UNWRITABLE; the file is as it was.</exception>
    public static void Append(string file, string name, HostKey key, bool hashed) => Guarded(file, () =>
    {
        var target = Prepare(file);
        using var stream = new FileStream(target, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(Encoding.UTF8.GetBytes((EndsInLine(target) ? "" : "\n") + Line(name, key, hashed)));
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Takes names out of lines, drops lines that are left without any, appends one line, and keeps the file as it was as FILE.old.</summary>
    /// <param name="gone">Lines of this file as they were read.</param>
    /// <param name="names">The names to take out, each from <see cref="HostPattern.NameOf"/>.</param>
    /// <returns>Where the file as it was lies.</returns>
    /// <exception cref="CockpitException">KNOWN_HOSTS_UNWRITABLE: also where the file changed meanwhile. It is as it was.</exception>
    public static string Replace(string file, IReadOnlyList<KnownHostsLine> gone, IReadOnlyList<string> names, string name, HostKey key, bool hashed)
    {
        var backup = "";
        Guarded(file, () =>
        {
            var target = Prepare(file);
            var text = File.ReadAllText(target);
            var now = KnownHostsFile.Parse(file, text);
            if (!gone.All(g => now.Any(n => n.Number == g.Number && n.Mark == g.Mark && n.Key.SameAs(g.Key))))
            {
                throw new IOException("It changed in the meantime.");
            }

            var lines = text.Split('\n').ToList();
            foreach (var number in gone.Select(g => g.Number).OrderDescending())
            {
                if (Without(lines[number - 1], names) is { } left)
                {
                    lines[number - 1] = left;
                }
                else
                {
                    lines.RemoveAt(number - 1);
                }
            }

            var result = string.Join('\n', lines);
            backup = target + ".old";
            File.Copy(target, backup, overwrite: true);
            var made = target + ".cockpit";
            File.Copy(target, made, overwrite: true);
            File.WriteAllText(made, result + (result.Length == 0 || result.EndsWith('\n') ? "" : "\n") + Line(name, key, hashed));
            File.Move(made, target, overwrite: true);
        });
        return backup;
    }

    /// <summary>Why a line cannot be changed for one host alone, as the end of a sentence; null where it can.</summary>
    public static string? Kept(KnownHostsLine line) => line.Hosts.IsPattern ? "speaks of other hosts too" : null;

    /// <summary>"web-07 ssh-ed25519 AAAA...", with its end.</summary>
    internal static string Line(string name, HostKey key, bool hashed) =>
        $"{(hashed ? HostPattern.Hashed(name, RandomNumberGenerator.GetBytes(SHA1.HashSizeInBytes)) : name)} {key.Type} {Convert.ToBase64String(key.Blob)}\n";

    /// <summary>Null where nothing is left of the line.</summary>
    private static string? Without(string line, IReadOnlyList<string> names)
    {
        var hosts = line.TrimStart().Split([' ', '\t'], 2)[0];
        var left = hosts.StartsWith('|') ? [] : hosts.Split(',').Where(h => !names.Contains(h.ToLowerInvariant())).ToArray();
        return left.Length == 0 ? null : string.Join(',', left) + line.TrimStart()[hosts.Length..];
    }

    /// <summary>The file itself where the path is a link, made with its folder where it is not there.</summary>
    private static string Prepare(string file)
    {
        var target = new FileInfo(file).LinkTarget is null ? file : File.ResolveLinkTarget(file, returnFinalTarget: true)!.FullName;
        var folder = Path.GetDirectoryName(target)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (!File.Exists(target))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var made = new FileStream(target, options);
        }

        return target;
    }

    private static bool EndsInLine(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length == 0)
        {
            return true;
        }

        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }

    /// <summary>One Cockpit at a time, by a file beside it that is there for as long: the file itself is replaced when a line goes.</summary>
    private static void Guarded(string file, Action change)
    {
        lock (Gate)
        {
            try
            {
                var target = Prepare(file);
                using var held = Hold(target + ".lock");
                change();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CockpitException(RemoteErrors.KnownHostsUnwritable.Because($"{file} cannot be written: {HostText.OneLine(e.Message)}"), e);
            }
        }
    }

    private static FileStream Hold(string file)
    {
        for (var tried = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (tried.Elapsed < Patience)
            {
                Thread.Sleep(Look);
            }
        }
    }
}
