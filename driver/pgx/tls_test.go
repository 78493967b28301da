package pgx_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/jackc/pgx/v5/pgconn"
)

// certificate makes a certificate for 127.0.0.1 that signs itself.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	signed, err := x509.CreateCertificate(rand.Reader, c, c, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed})), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}

// writeOnServer has the server write a file of its own.
func writeOnServer(t *testing.T, c driver.Conn, file, content string) {
	t.Helper()
	exec(t, c, fmt.Sprintf("COPY (SELECT unnest(string_to_array('%s', E'\n'))) TO PROGRAM 'cat > %s && chmod 600 %s'", content, file, file))
}

// TestTLS encrypts, verifies, and asks for a password.
func TestTLS(t *testing.T) {
	server := dbfleet.Own(t, dbfleet.KindPostgreSQL)
	db := database{t, configOf(t, server.URL())}
	admin := db.connect()
	cert, key := certificate(t)
	writeOnServer(t, admin, "server.crt", strings.TrimSpace(cert))
	writeOnServer(t, admin, "server.key", strings.TrimSpace(key))
	writeOnServer(t, admin, "pg_hba.conf", "host all postgres 127.0.0.1/32 trust\nhostssl all all 127.0.0.1/32 scram-sha-256")
	exec(t, admin, "CREATE ROLE somebody LOGIN PASSWORD 'p@ss w0rd'' \\ ü'", "ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()")
	root := filepath.Join(t.TempDir(), "root.crt")
	if err := os.WriteFile(root, []byte(cert), 0o600); err != nil {
		t.Fatal(err)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.crt")
	wrongCert, _ := certificate(t)
	if err := os.WriteFile(wrong, []byte(wrongCert), 0o600); err != nil {
		t.Fatal(err)
	}
	plain := db
	db.config.User, db.config.Password = "somebody", "p@ss w0rd' \\ ü"
	encrypted := func(c driver.Conn) bool {
		_, ok := c.Raw().(*pgconn.PgConn).Conn().(*tls.Conn)
		return ok && text(t, c, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == "true"
	}
	for _, mode := range []string{"", "prefer", "require", "verify-ca", "verify-full"} {
		d := db
		if mode != "" {
			d = d.with("sslmode", mode)
		}
		if strings.HasPrefix(mode, "verify") {
			if _, err := d.with("sslrootcert", wrong).connector().Connect(context.Background()); state(err) != "08001" || !strings.Contains(err.Error(), "x509") {
				t.Errorf("%s with another certificate: %v", mode, err)
			}
			d = d.with("sslrootcert", root)
		}
		c := d.connect()
		if !encrypted(c) {
			t.Errorf("sslmode %q: not encrypted", mode)
		}
		wasStopped(t, try(plain.whenWaiting("PgSleep"), c, "SELECT pg_sleep(60)"), context.Canceled, true)
		exec(t, c, "SELECT 1")
		if !c.(driver.Checker).Alive() {
			t.Errorf("sslmode %q: not alive", mode)
		}
		exec(t, admin, fmt.Sprintf("SELECT pg_terminate_backend(%d, 5000)", pid(c)))
		if c.(driver.Checker).Alive() {
			t.Errorf("sslmode %q: alive", mode)
		}
		isLost(t, c, try(context.Background(), c, "SELECT 1"))
	}
	if _, err := db.with("sslmode", "disable").connector().Connect(context.Background()); state(err) != "28000" {
		t.Errorf("without TLS: %v", err)
	}
	t.Setenv("PGSSLMODE", "disable")
	if _, err := db.connector().Connect(context.Background()); state(err) != "28000" {
		t.Errorf("without TLS, by the environment: %v", err)
	}
	t.Setenv("PGSSLMODE", "require")
	good := db.config.Password
	db.config.Password = "s3cret"
	_, err := db.connector().Connect(context.Background())
	if state(err) != "28P01" || strings.Contains(err.Error(), "s3cret") || !strings.Contains(err.Error(), "check user and password") {
		t.Errorf("a wrong password: %v", err)
	}
	db.config.Password = ""
	t.Setenv("PGPASSWORD", good)
	exec(t, db.connect(), "SELECT 1")
}
