using Hangfire;
using NewsBot.Options;

namespace NewsBot.Web;

/// <summary>The addresses under <c>Urls</c>.</summary>
internal static class Endpoints
{
    public static void MapNewsBot(this WebApplication app, Settings settings)
    {
        Health.Map(app);
        Metrics.Map(app);
        if (settings.Telegram.Updates == UpdateSource.Webhook)
            WebhookEndpoint.Map(app);
        // Read-only: its buttons would be open to forged requests, and every job runs again by itself.
        app.UseHangfireDashboard("/hangfire", new DashboardOptions
        {
            Authorization = [new DashboardAccess(settings.Web.Dashboard)],
            IsReadOnlyFunc = _ => true,
            DisplayStorageConnectionString = false,
            DashboardTitle = "NewsBot",
            AppPath = null,
        });
    }
}
