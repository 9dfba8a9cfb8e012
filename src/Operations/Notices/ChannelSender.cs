using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Notices;
using Cockpit.Operations.Secrets;
using Cockpit.Remote.Secrets;

namespace Cockpit.Operations.Notices;

/// <summary>Sends one notice through one channel now, with the secrets that it names. Thread-safe.</summary>
internal sealed class ChannelSender(Session session) : IDisposable
{
    /// <summary>For a whole delivery, from the first name lookup to the last answer.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private readonly SecretReader secrets = new(name => session.Desk.FromVault(session, name), SecretDesk.CredentialsFolder);

    /// <summary>How long this one waits; tests wait shorter.</summary>
    public TimeSpan Bound { get; init; } = Within;

    /// <returns>Null when it was taken; else why not, fit for a screen.</returns>
    public string? Send(NoticeChannel channel, Parcel parcel, CancellationToken stop)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bound.CancelAfter(Bound);
        try
        {
            using Secret? secret = channel.Secret is { } text ? Read(text, bound.Token) : null;
            switch (channel.Kind)
            {
                case ChannelKind.Smtp:
                    SmtpDelivery.Send(channel, parcel, secret, bound.Token);
                    break;
                case ChannelKind.Webhook:
                    using (Secret? address = channel.Url!.StartsWith("http", StringComparison.Ordinal) ? null : Read(channel.Url, bound.Token))
                        WebhookDelivery.Send(channel, parcel, address?.Reveal() ?? channel.Url, secret, bound.Token);
                    break;
                case ChannelKind.Command:
                    CommandDelivery.Send(channel, parcel, bound.Token);
                    break;
                default:
                    SpoolDelivery.Send(channel, parcel);
                    break;
            }
            return null;
        }
        catch (DeliveryFailure e)
        {
            return e.Message;
        }
        catch (CockpitException e)
        {
            return Printable.Line($"{e.Fault.Code.Name}: {e.Fault.What}", 300);
        }
        catch (OperationCanceledException)
        {
            return "it took too long";
        }
    }

    public void Dispose() => secrets.Dispose();

    private Secret Read(string source, CancellationToken cancellation) =>
        secrets.Line(SecretSource.Parse(source, out _) ?? throw new DeliveryFailure("where its secret comes from cannot be read"), cancellation);
}
