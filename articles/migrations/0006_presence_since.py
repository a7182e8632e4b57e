import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_redirects_by_hand")]
    operations = [
        migrations.AddField("presence", "since", models.DateTimeField(default=django.utils.timezone.now)),
    ]
