using System.Security.Authentication;
using Cockpit.Core.Credentials;
using Cockpit.Core.Notices;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Cockpit.Operations.Notices;

/// <summary>Hands a notice to a mail server.</summary>
internal static class SmtpDelivery
{
    /// <summary>For one answer of the server.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    /// <param name="password">Null where nobody logs in.</param>
    /// <exception cref="DeliveryFailure">It was not taken.</exception>
    public static void Send(NoticeChannel channel, Parcel parcel, Secret? password, CancellationToken cancellation)
    {
        using OwnAuthorities? authorities = channel.CaFile is { } file ? new OwnAuthorities(file) : null;
        using var client = new SmtpClient();
        client.Timeout = (int)AnswerWithin.TotalMilliseconds;
        // A site without internet reaches no list of revoked certificates.
        client.CheckCertificateRevocation = false;
        if (authorities is not null) client.ServerCertificateValidationCallback = (_, certificate, _, errors) => authorities.Accepts(certificate, errors);
        try
        {
            client.Connect(channel.Host!, channel.Port, channel.Tls switch { TlsMode.Tls => SecureSocketOptions.SslOnConnect, TlsMode.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None }, cancellation);
            if (password is not null) client.Authenticate(channel.User!, password.Reveal(), cancellation);
            client.Send(MailText.Of(parcel, channel.From!), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new DeliveryFailure($"{channel.Host} took too long");
        }
        catch (SmtpCommandException e)
        {
            throw new DeliveryFailure($"{channel.Host} refused it: {(int)e.StatusCode} {e.Message}", e);
        }
        catch (Exception e) when (e is ProtocolException or System.Security.Authentication.AuthenticationException or MailKit.Security.AuthenticationException or SslHandshakeException or IOException or System.Net.Sockets.SocketException or NotSupportedException or TimeoutException or InvalidOperationException)
        {
            throw new DeliveryFailure(e is SslHandshakeException ? $"{channel.Host} has no certificate that counts here" : $"{channel.Host}: {e.Message}", e);
        }
        try
        {
            // It has taken the mail; how it says goodbye changes nothing.
            client.Disconnect(quit: true, cancellation);
        }
        catch (Exception e) when (e is ProtocolException or IOException or OperationCanceledException or TimeoutException)
        {
            // The same.
        }
    }
}
