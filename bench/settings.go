package main

import (
	"context"
	"fmt"
)

// setting is what a connection may have set that changes how fast it is: an SQL expression that gives a number, and where from.
type setting struct{ value, from string }

// settings are the settings of a kind of database. Those that only some connections can be asked for, or that a driver has to have its
// own way, such as autocommit, are not among them.
func (d database) settings() []setting {
	switch d.name {
	case postgresql:
		return []setting{
			{"CASE WHEN current_setting('synchronous_commit') = 'on' THEN 1 ELSE 0 END", ""},
			{"CASE WHEN current_setting('fsync') = 'on' THEN 1 ELSE 0 END", ""},
			{"CASE WHEN current_setting('transaction_isolation') = 'read committed' THEN 1 ELSE 0 END", ""},
		}
	case mariadb:
		return []setting{
			{"@@innodb_flush_log_at_trx_commit", ""},
			{"@@foreign_key_checks", ""},
			{"@@unique_checks", ""},
			{"CASE WHEN @@tx_isolation = 'REPEATABLE-READ' THEN 1 ELSE 0 END", ""},
		}
	}
	all := []setting{{"journal_mode = 'wal'", "pragma_journal_mode"}, {"locking_mode = 'normal'", "pragma_locking_mode"}}
	for _, name := range []string{
		"synchronous", "foreign_keys", "cache_size", "page_size", "temp_store",
		"automatic_index", "recursive_triggers", "secure_delete", "read_uncommitted",
	} {
		all = append(all, setting{name, "pragma_" + name})
	}
	return all
}

// sameSettings is an error if a contender's connection has a setting that that of the first has not.
func (d database) sameSettings(ctx context.Context, all []contender) error {
	for _, s := range d.settings() {
		var first tally
		for i, c := range all {
			got, err := c.query(ctx, d.ask(s))
			if err != nil {
				return fmt.Errorf("%s: %s: %w", c.name(), s.value, err)
			}
			if i == 0 {
				first = got
			}
			if got != first {
				return fmt.Errorf("%s on %s: %s is %d, that of %s is %d", c.name(), d.name, s.value, got.ids, all[0].name(), first.ids)
			}
		}
	}
	return nil
}

// ask is the SQL of a setting, with the columns of a tally.
func (d database) ask(s setting) string {
	sql := fmt.Sprintf("SELECT 1 AS n, CAST(%s AS %s) AS total, 0 AS bytes", s.value, d.bigint)
	if s.from != "" {
		sql += " FROM " + s.from
	}
	return sql
}
