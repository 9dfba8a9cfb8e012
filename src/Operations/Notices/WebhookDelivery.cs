using System.Net.Http.Headers;
using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Core.Notices;

namespace Cockpit.Operations.Notices;

/// <summary>Posts a notice to a webhook. Redirects are not followed, and of the answer only the status and its first words are read.</summary>
internal static class WebhookDelivery
{
    private const int MostOfAnswer = 512;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    /// <param name="url">The whole address, which may be a secret: no error repeats it.</param>
    /// <param name="token">Null for none.</param>
    /// <exception cref="DeliveryFailure">It was not taken.</exception>
    public static void Send(NoticeChannel channel, Parcel parcel, string url, Secret? token, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https")) throw new DeliveryFailure("what the secret holds is no http or https address");
        if (address.Scheme == "http" && !address.IsLoopback && (token is not null || url != channel.Url)) throw new DeliveryFailure("a secret never goes over a line without TLS: take https");
        using OwnAuthorities? authorities = channel.CaFile is { } file ? new OwnAuthorities(file) : null;
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectWithin, UseCookies = false };
        if (authorities is not null) handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => authorities.Accepts(certificate, errors);
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(WebhookText.Of(channel.Shape, parcel)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("X-Cockpit-Message-Id", parcel.MessageId);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        try
        {
            using HttpResponseMessage answer = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!answer.IsSuccessStatusCode) throw new DeliveryFailure($"{address.Host} answered {(int)answer.StatusCode}{Said(answer, cancellation)}");
        }
        catch (OperationCanceledException)
        {
            throw new DeliveryFailure($"{address.Host} took too long");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or FormatException)
        {
            throw new DeliveryFailure($"{address.Host}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private static string Said(HttpResponseMessage answer, CancellationToken cancellation)
    {
        using Stream body = answer.Content.ReadAsStream(cancellation);
        var words = new byte[MostOfAnswer];
        // The stream of a slow server ends with the token, not with this read.
        using CancellationTokenRegistration over = cancellation.Register(body.Dispose);
        try
        {
            int count = body.ReadAtLeast(words, words.Length, throwOnEndOfStream: false);
            string text = Encoding.UTF8.GetString(words, 0, count).Trim();
            return text.Length == 0 ? "" : $": {text}";
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return "";
        }
    }
}
