using Cockpit.Core.Errors;

namespace Cockpit.Operations.Exports;

/// <summary>Writes an export beside its place and moves it there when it is whole: under its own name it is never half.</summary>
internal static class ExportFile
{
    private const int BufferBytes = 1 << 16;

    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <exception cref="CockpitException">EXPORT_EXISTS, EXPORT_UNWRITABLE; nothing was left behind then.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> body)
    {
        path = Path.GetFullPath(path);
        if (Directory.Exists(path)) throw new CockpitException(FileErrors.ExportUnwritable.Because($"{path} is a folder."));
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder)) throw new CockpitException(FileErrors.ExportUnwritable.Because($"{folder} is no folder."));
        if (!overwrite && File.Exists(path)) throw Exists(path);
        string beside = $"{path}.{Environment.ProcessId}.part";
        bool made = false;
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes))
            {
                made = true;
                body(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite);
            made = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            if (!overwrite && File.Exists(path)) throw Exists(path);
            throw new CockpitException(FileErrors.ExportUnwritable.Because($"{path} could not be written: {Printable.Line(e.Message, 200)}"), e);
        }
        finally
        {
            if (made) Remove(beside);
        }
    }

    private static CockpitException Exists(string path) => new(FileErrors.ExportExists.Because($"{path} is there already."));

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the export stops this too; the error that is on its way says so.
        }
    }
}
