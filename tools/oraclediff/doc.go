// Command oraclediff draws random statements, builds each with Azoth and with SQLAlchemy, and compares what they give on SQLite,
// PostgreSQL and MariaDB:
//
//	oraclediff -n 5000 -seed 1    servers from AZOTH_TEST_POSTGRESQL and AZOTH_TEST_MYSQL, SQLite in memory; `make oracle-diff`
//
// A statement is a description in JSON, which knows nothing of either library. Go builds it and runs it with bound values; oracle.py
// builds it and answers with its text twice: as compiled, which is compared with ours, and with literals, which is run on the same
// rows, as our own text with literals is. Different results are an error (exit status 1), different texts are listed by kind. A statement that
// one side refuses, the other must refuse with the same class of error; that more than a tenth is refused is an error, too. Tables are
// dropped and made: a database serves one run at a time.
package main
