/** What `nginx -T` of 1.22.1 printed. */
export const dump = String.raw`# configuration file /etc/nginx/nginx.conf:
user www-data;
worker_processes auto;
worker_rlimit_nofile 4096;
error_log logs/error.log warn;
events {
  worker_connections 768;
}
http {
  log_format diag '$remote_addr "$request" '
                  '$status us=$upstream_status';
  access_log logs/access.log diag;
  proxy_read_timeout "1m 30s";
  include conf.d/*.conf;
}

# configuration file /etc/nginx/conf.d/shop.conf:
upstream app {
  server 127.0.0.1:3000 max_fails=3;
  server 127.0.0.1:3001 backup;
  server unix:/run/app.sock down;
  keepalive 32;
  keepalive_timeout 75s;
}
server {
  listen 7080 default_server;
  server_name shop.test www.shop.test;
  error_page 502 503 /50x.html;
  location / {
    proxy_pass http://app;
    proxy_buffer_size 8k;
    proxy_next_upstream error timeout http_502;
    location /reports {
      proxy_pass http://localhost:4000;
      proxy_read_timeout 300;
      access_log off;
    }
  }
  location /var {
    resolver 127.0.0.53 valid=10s;
    set $backend api.test;
    proxy_pass http://$backend:8080$request_uri;
  }
  location /unknown { proxy_pass http://$arg_to; }
  location /tls { proxy_pass https://[::1]/x; proxy_ssl_server_name on; proxy_ssl_verify on; proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt; }
  location ~ \.php$ { fastcgi_pass unix:/run/php/php.sock; fastcgi_read_timeout 20s; error_log stderr crit; }
  location /down { return 502; }
}

`
