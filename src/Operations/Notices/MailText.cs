using System.Text;
using MimeKit;

namespace Cockpit.Operations.Notices;

/// <summary>A notice as a mail.</summary>
internal static class MailText
{
    /// <param name="from">The sender's address.</param>
    public static MimeMessage Of(Parcel parcel, string from)
    {
        var mail = new MimeMessage { Subject = $"[cockpit] {parcel.Title}", MessageId = parcel.MessageId, Date = parcel.At.ToDateTimeOffset() };
        mail.From.Add(new MailboxAddress("Cockpit", from));
        foreach (string address in parcel.To) mail.To.Add(new MailboxAddress("", address));
        // RFC 3834: nobody's holiday answer comes back.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Cockpit-Kind", parcel.Kind);
        var text = new TextPart("plain") { Text = parcel.Body + "\n" };
        mail.Body = parcel.Calendar is null ? text : Invitation(text, parcel);
        mail.Prepare(EncodingConstraint.SevenBit);
        return mail;
    }

    /// <summary>Calendar programs take the part as an invitation (RFC 6047), and the attachment is there for those that do not.</summary>
    private static Multipart Invitation(TextPart text, Parcel parcel)
    {
        var calendar = new TextPart("calendar") { ContentTransferEncoding = ContentEncoding.Base64 };
        calendar.SetText(Encoding.UTF8, parcel.Calendar!);
        calendar.ContentType.Parameters["method"] = "REQUEST";
        var file = new MimePart("text", "calendar")
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(parcel.Calendar!))),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = $"{parcel.Name}.ics" },
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        return new Multipart("mixed") { new MultipartAlternative { text, calendar }, file };
    }
}
