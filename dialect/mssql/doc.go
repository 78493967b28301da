// Package mssql is the dialect of SQL Server 2017 and later. It is compile-only: it renders statements as SQLAlchemy's mssql dialect does,
// and there is no driver, so no engine opens one, nothing reads its catalogue and nothing classifies its errors.
//
//	sql, err := compiler.Text(statement, mssql.Dialect.Grammar)
//
// Placeholders are @p1, and a value that is used twice has one. Names are quoted by brackets; a schema may be that of another database:
// database.schema.
//
// A limit alone is TOP (n). An offset is OFFSET … FETCH, which needs an ORDER BY: without one it is an error. In a subquery without limits
// ORDER BY means nothing, is refused by the server, and is left out. Rows come back by OUTPUT. Booleans are BIT: a column is compared with 1.
// Strings are joined by +. NULLS FIRST is an order by CASE. FOR UPDATE renders nothing: rows are locked by table hints (azoth.Hint).
// There is no upsert: it is an error that says what to do instead. To a unique constraint NULL is a value like others.
//
// String is VARCHAR, in the code page of the database; a column for any character is a [NVarchar]. A literal with such characters is N'…'. The
// key that counts up is IDENTITY. A sequence starts with the smallest number that its type has, unless it says Start.
//
// It registers itself.
package mssql
