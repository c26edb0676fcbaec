from django.db import migrations, models

from varv.regions.row_security import LockRows


class Migration(migrations.Migration):
    dependencies = [("learning", "0004_what_has_changed")]

    operations = [
        migrations.AlterField(model_name="finding", name="seen_on", field=models.DateField()),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chain_version__isnull', False), ('kind', 'chain'), ('document_version', None), ('goal', None), ('template', None)), models.Q(('document_version__isnull', False), ('kind', 'document'), ('chain_version', None), ('goal', None), ('template', None)), models.Q(('document_version__isnull', False), ('goal__isnull', False), ('kind', 'goal'), ('chain_version', None), ('template', None)), models.Q(('kind', 'form'), ('template__isnull', False), ('chain_version', None), ('document_version', None), ('goal', None)), models.Q(('kind__in', ['learning_plan', 'way_of_working']), ('chain_version', None), ('document_version', None), ('goal', None), ('template', None), models.Q(('before', ''), _negated=True)), _connector='OR'), name='change_names_what_changed'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_by', None), ('verified_how', '')), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False), models.Q(('verified_how', ''), _negated=True)), _connector='OR'), name='change_verified_says_how'),
        ),
        migrations.AddConstraint(
            model_name='change',
            constraint=models.CheckConstraint(condition=models.Q(('verified_by', None), models.Q(('verified_by', models.F('author')), _negated=True), _connector='OR'), name='change_verified_by_another'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['delivered', 'closed']), _negated=True), ('delivered_on__isnull', False), _connector='OR'), name='evaluation_delivered_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), _negated=True), models.Q(('stopped_because', ''), _negated=True), _connector='OR'), name='evaluation_stopped_says_why'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('bearing', 'neither'), ('link__isnull', False), _connector='OR'), name='finding_bears_on_a_link'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('evidence_after', None), ('evidence_before', None)), models.Q(('evidence_after__isnull', False), ('evidence_before__isnull', False)), _connector='OR'), name='finding_moved_from_and_to'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'retired'), _negated=True), models.Q(('retired_because', ''), _negated=True), _connector='OR'), name='lesson_retired_says_why'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(models.Q(('context', ''), _negated=True), ('accepted_at__isnull', False)), _connector='OR'), name='lesson_accepted_says_when_it_holds'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('state', 'retired'), models.Q(('merged_into', models.F('id')), _negated=True)), _connector='OR'), name='lesson_merged_is_retired'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'dropped'), _negated=True), models.Q(('dropped_because', ''), _negated=True), _connector='OR'), name='recommendation_dropped_says_why'),
        ),
        LockRows(
            "askedquestion",
            "questiontie",
            "evaluationuse",
            "evaluationmilestone",
            "qualitymark",
            "evaluationfile",
            "evaluationfilecontent",
            "findingsource",
            "findingcontradiction",
            "lessonreader",
            "lessonsource",
            "lessoncontradiction",
            "lessonuse",
            "brief",
            "briefcitation",
            "digest",
            "followup",
            "changeeffect",
        ),
    ]
