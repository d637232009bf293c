import { page, type Reply } from '../scenario.ts'

/** Pages that App Service's front ends write, as seen in the field. */
export const pages = {
  fine: (): Reply => page(200, '<html><body>shop</body></html>'),
  applicationError: (): Reply =>
    page(
      503,
      '<!DOCTYPE html><html><head><title>Application Error</title></head><body><h1>:( Application Error</h1><p>If you are the application administrator, you can access the <a href="https://app-shop.scm.azurewebsites.net/detectors">diagnostic resources</a>.</p></body></html>',
    ),
  stopped: (): Reply =>
    page(
      403,
      '<html><head><title>Error 403 - This web app is stopped.</title></head><body><h1>Error 403 - This web app is stopped.</h1></body></html>',
    ),
  notFound: (): Reply =>
    page(
      404,
      '<html><head><title>Microsoft Azure Web App - Error 404</title></head><body><h2>404 Web Site not found.</h2></body></html>',
    ),
  ipForbidden: (): Reply =>
    page(
      403,
      '<html><head><title>Web App - Unavailable</title></head><body><h1>Error 403 - Forbidden</h1><p>Ip Forbidden</p></body></html>',
      {
        'x-ms-forbidden-ip': '203.0.113.9',
      },
    ),
  outOfTime: (): Reply => ({ status: 504, headers: { 'content-type': 'text/plain' }, body: '504.0 GatewayTimeout' }),
  iis: (status = 502): Reply =>
    page(
      status,
      '<html><head><title>502 - Web server received an invalid response while acting as a gateway or proxy server.</title></head><body><h1>Server Error</h1><h2>502 - Web server received an invalid response while acting as a gateway or proxy server.</h2></body></html>',
      { server: 'Microsoft-IIS/10.0', 'set-cookie': 'ARRAffinity=a1b2c3;Path=/;HttpOnly;Secure' },
    ),
  unavailable: (): Reply =>
    page(
      503,
      '<html><body><h2>Service Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p></body></html>',
      { 'set-cookie': 'ARRAffinity=a1b2c3;Path=/;HttpOnly;Secure' },
    ),
} as const
