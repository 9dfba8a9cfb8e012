using System.Text;
using Cockpit.Core.Notices;
using MimeKit;

namespace Cockpit.Operations.Notices;

/// <summary>Writes a notice as an .eml file, and its invitation as an .ics file beside it, into a folder that something else carries on.</summary>
internal static class SpoolDelivery
{
    /// <exception cref="DeliveryFailure">It could not be written.</exception>
    public static void Send(NoticeChannel channel, Parcel parcel)
    {
        try
        {
            Directory.CreateDirectory(channel.Folder!);
            FormatOptions format = FormatOptions.Default.Clone();
            format.NewLineFormat = NewLineFormat.Dos;
            // The invitation first: whoever sees the mail finds it.
            if (parcel.Calendar is { } calendar) Write(channel.Folder!, $"{parcel.Name}.ics", file => file.Write(Encoding.UTF8.GetBytes(calendar)));
            Write(channel.Folder!, $"{parcel.Name}.eml", file => MailText.Of(parcel, channel.From!).WriteTo(format, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryFailure(e.Message, e);
        }
    }

    /// <summary>Under another name first, so that nobody carries half a file away.</summary>
    private static void Write(string folder, string name, Action<Stream> write)
    {
        string path = Path.Combine(folder, name), part = path + ".part";
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
    }
}
