// Package oracle is the dialect of Oracle Database 23 and later. It is compile-only: it renders statements as SQLAlchemy's oracle dialect
// does, and there is no driver, so no engine opens one, nothing reads its catalogue and nothing classifies its errors.
//
//	sql, err := compiler.Text(statement, oracle.Dialect.Grammar)
//
// Placeholders are :1, one for each place. A name of lower case is written without quotes, so that it is one of upper case to Oracle; every
// other name is quoted, and stays as it is. A name has at most 128 bytes.
//
// A SELECT from nothing is FROM DUAL, an alias stands behind its table without AS, limits are OFFSET … FETCH FIRST, EXCEPT is MINUS. An
// INSERT inserts one row. RETURNING … INTO gives the values of one row to placeholders, which [compiler.BindRef] marks as Out. There is no
// UPDATE and no DELETE of several tables, no upsert and no ON UPDATE of foreign keys: they are errors that say what to do instead.
//
// DateTime is DATE, which keeps whole seconds; Timestamp keeps fractions. A key counts up if it is an identity column or has a sequence;
// nothing is added by itself. The empty string is NULL to Oracle: what is written as one is not found by = and comes back as NULL.
//
// It registers itself.
package oracle
