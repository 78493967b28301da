// Package ddltest holds tests only: every construct of a schema and every type is created on the real databases, written, read and
// dropped.
package ddltest
